'use strict';
// Puts Microsoft's clients at the service of a test: one JSON object per line, requests in, answers and events out.
//   {"id":1,"do":"open","client":"kitchen",...} -> {"id":1,"result":...} or {"id":1,"error":{"name":...,"message":...}}
//   {"client":"kitchen","event":"message","data":...}
const readline = require('readline');
const { Client, ModuleClient, Message } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');
const { MqttBase } = require('azure-iot-mqtt-base');
const { Mqtt: ProvisioningMqtt } = require('azure-iot-provisioning-device-mqtt');
const { ProvisioningDeviceClient } = require('azure-iot-provisioning-device');
const { SymmetricKeySecurityClient } = require('azure-iot-security-symmetric-key');
const { X509Security } = require('azure-iot-security-x509');

const clients = new Map();

const write = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const called = (invoke) => new Promise((resolve, reject) => invoke((error, result) => error ? reject(error) : resolve(result)));
const find = (args) => clients.get(args.client);
const raise = (args, event, data) => write({ client: args.client, event, data: data === undefined ? null : data });

/** A connection string with x509=true loses the gateway's name, so the address is given apart. */
const at = (uri) => class extends Mqtt {
  _getBaseTransportConfig(credentials) {
    return { ...super._getBaseTransportConfig(credentials), uri };
  }
};

function messageOf(args) {
  const message = new Message(args.body.length && args.base64 ? Buffer.from(args.body, 'base64') : args.body);
  Object.assign(message, args.system);
  for (const [key, value] of args.properties || []) message.properties.add(key, value);
  return message;
}

const received = (message) => ({
  body: message.data.toString('utf8'),
  messageId: message.messageId,
  correlationId: message.correlationId,
  contentType: message.contentType,
  to: message.to,
  properties: message.properties.propertyList.map((property) => [property.key, property.value]),
});

const plain = ({ reported, desired }) => ({ reported: JSON.parse(JSON.stringify(reported)), desired });

/** Tells of each attempt to send, and of each new token before it is used. */
function trace(client, args) {
  const transport = client._transport;
  const sendEvent = transport.sendEvent.bind(transport);
  transport.sendEvent = (message, done) => {
    raise(args, 'sending');
    sendEvent(message, done);
  };
  // Who has a certificate renews nothing.
  transport._authenticationProvider.on?.('newTokenAvailable', () => raise(args, 'renewed'));
}

const device = {
  async create(args) {
    const kind = args.isModule ? ModuleClient : Client;
    const client = kind.fromConnectionString(args.connectionString, args.uri ? at(args.uri) : Mqtt);
    await client.setOptions({ ca: args.ca, ...args.options });
    for (const event of ['connect', 'disconnect', 'error'])
      client.on(event, (data) => raise(args, event, data && { name: data.constructor.name, message: data.message }));
    trace(client, args);
    clients.set(args.client, client);
  },
  open: (args) => find(args).open().then(() => null),
  close: (args) => find(args).close().then(() => clients.delete(args.client)),
  send: (args) => find(args).sendEvent(messageOf(args)).then(() => null),
  sendOutput: (args) => find(args).sendOutputEvent(args.output, messageOf(args)).then(() => null),
  sendAll: (args) => Promise.all(args.bodies.map((body) => find(args).sendEvent(new Message(body)))).then((all) => all.length),
  /** Starts to send and waits for nothing. */
  sendAndForget(args) {
    for (const body of args.bodies) find(args).sendEvent(new Message(body), (error) => raise(args, 'sent', error && error.message));
  },
  ackTimeout: (args) => find(args)._transport._mqtt.setTimeout(args.seconds),
  subscribe: (args) => called((done) => find(args)._transport._mqtt.subscribe(args.topic, { qos: 1 }, done)).then(() => null),
  getTwin: async (args) => plain((await find(args).getTwin()).properties),
  async report(args) {
    const twin = await find(args).getTwin();
    await called((done) => twin.properties.reported.update(args.patch, done));
    return plain(twin.properties);
  },
  async onDesired(args) {
    const twin = await find(args).getTwin();
    twin.on('properties.desired', (patch) => raise(args, 'desired', patch));
    await called((done) => twin.enableTwinDesiredPropertiesUpdates(done));
  },
  onMethod(args) {
    find(args).onDeviceMethod(args.name, (request, response) => {
      raise(args, 'method', { name: request.methodName, payload: request.payload });
      if (args.status) response.send(args.status, args.payload, () => {});
    });
    return called((done) => find(args)._enableMethods(done)).then(() => null);
  },
  onMessage(args) {
    const client = find(args);
    client.on('message', (message) => {
      if (args.complete) client.complete(message, () => raise(args, 'message', received(message)));
      else raise(args, 'message', received(message));
    });
    return called((done) => client._enableC2D(done)).then(() => null);
  },
};

const provisioning = {
  async register(args) {
    const base = new MqttBase();
    base.setOptions({ ca: args.ca });
    const security = args.certificate
      ? new X509Security(args.registrationId, args.certificate)
      : new SymmetricKeySecurityClient(args.registrationId, args.key);
    const client = ProvisioningDeviceClient.create(args.host, args.idScope, new ProvisioningMqtt(base), security);
    if (args.payload !== undefined) client.setProvisioningPayload(args.payload);
    return await client.register();
  },
};

const commands = { ...device, ...provisioning };

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const args = JSON.parse(line);
  try {
    const result = await commands[args.do](args);
    write({ id: args.id, result: result === undefined ? null : result });
  } catch (error) {
    write({ id: args.id, error: { name: error.name, message: String(error.message) } });
  }
}).on('close', () => process.exit(0));
