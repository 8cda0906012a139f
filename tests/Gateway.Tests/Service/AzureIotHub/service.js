// Microsoft's service SDK against a gateway: node service.js {port} {root.pem} {registryReadWrite} {service}, the last two being
// connection strings. Each line that it prints is a check that held. The SDK dials 443; its agent's default port is the one way around.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const https = require('node:https');
const { Client, Registry } = require('azure-iothub');

const [port, root, registryConnection, serviceConnection] = process.argv.slice(2);
const agent = new https.Agent({ keepAlive: true, ca: fs.readFileSync(root) });
agent.defaultPort = Number(port);

function dialling(client) {
  client._restApiClient.setOptions({ http: { agent } });
  return client;
}

async function check(name, run) {
  await run();
  console.log(name);
}

const rejects = (run, name) => assert.rejects(run, error => error.name === name);

async function main() {
  const registry = dialling(Registry.fromConnectionString(registryConnection));
  const service = dialling(Registry.fromConnectionString(serviceConnection));
  const client = dialling(Client.fromConnectionString(serviceConnection));

  await check('create', async () => {
    const { responseBody: device } = await registry.create({ deviceId: 'attic' });
    assert.equal(device.deviceId, 'attic');
    assert.equal(Buffer.from(device.authentication.symmetricKey.primaryKey, 'base64').length, 32);
  });
  await check('create twice', () => rejects(() => registry.create({ deviceId: 'attic' }), 'DeviceAlreadyExistsError'));
  await check('get', async () => assert.equal((await registry.get('attic')).responseBody.status, 'enabled'));
  await check('get none', () => rejects(() => registry.get('cellar'), 'DeviceNotFoundError'));
  await check('update keeps the keys', async () => {
    const before = (await registry.get('attic')).responseBody;
    const after = (await registry.update({ deviceId: 'attic', status: 'disabled', statusReason: 'moved' })).responseBody;
    assert.deepEqual([after.status, after.statusReason], ['disabled', 'moved']);
    assert.deepEqual(after.authentication, before.authentication);
  });
  await check('list', async () => assert.deepEqual((await registry.list()).responseBody.map(d => d.deviceId), ['attic', 'kitchen']));
  await check('modules', async () => {
    await registry.addModule({ deviceId: 'attic', moduleId: 'fan' });
    await registry.updateModule({ deviceId: 'attic', moduleId: 'fan' }, true);
    assert.equal((await registry.getModule('attic', 'fan')).responseBody.moduleId, 'fan');
    assert.equal((await registry.getModulesOnDevice('attic')).responseBody.length, 1);
  });
  await check('x509', async () => {
    const thumbprint = 'A'.repeat(40);
    const device = { deviceId: 'roof', authentication: { x509Thumbprint: { primaryThumbprint: thumbprint } } };
    const { authentication } = (await registry.create(device)).responseBody;
    assert.deepEqual([authentication.type, authentication.x509Thumbprint.primaryThumbprint], ['selfSigned', thumbprint]);
    await registry.delete('roof');
  });
  await check('twin', async () => {
    const { responseBody: twin } = await service.getTwin('kitchen');
    const { result: updated } = await twin.update({ tags: { floor: 2 }, properties: { desired: { interval: 5 } } });
    assert.deepEqual(updated.tags, { floor: 2 });
    assert.deepEqual(updated.properties.desired, { interval: 5, $version: 2 });
    await rejects(() => service.updateTwin('kitchen', { tags: { floor: 3 } }, 'AAAAAAAAAAE='), 'InvalidEtagError');
  });
  await check('module twin', async () => {
    const { responseBody: twin } = await service.updateModuleTwin('attic', 'fan', { properties: { desired: { on: true } } }, '*');
    assert.equal(twin.properties.desired.on, true);
    assert.equal((await service.getModuleTwin('attic', 'fan')).responseBody.version, 2);
  });
  await check('query', async () => {
    const query = service.createQuery('SELECT * FROM devices WHERE tags.floor = 2', 1);
    const found = [];
    while (query.hasMoreResults) found.push(...(await query.nextAsTwin()).result.map(twin => twin.deviceId));
    assert.deepEqual(found, ['kitchen']);
  });
  await check('bulk', async () => {
    const devices = [{ deviceId: 'b1' }, { deviceId: 'b2' }];
    assert.equal((await registry.addDevices(devices)).responseBody.isSuccessful, true);
    assert.equal((await registry.updateDevices(devices.map(d => ({ ...d, status: 'disabled' })), true)).responseBody.isSuccessful, true);
    assert.equal((await registry.removeDevices(devices, true)).responseBody.isSuccessful, true);
  });
  await check('statistics', async () => {
    const { responseBody: statistics } = await registry.getRegistryStatistics();
    assert.deepEqual(statistics, { totalDeviceCount: 2, enabledDeviceCount: 1, disabledDeviceCount: 1 });
  });
  await check('method', async () => {
    const { result } = await client.invokeDeviceMethod('kitchen', { methodName: 'echo', payload: { a: [1] } });
    assert.deepEqual(result, { status: 201, payload: { a: [1] } });
  });
  await check('method of a device that is away', async () =>
    assert.rejects(() => client.invokeDeviceMethod('attic', { methodName: 'echo' }), /Not found/));
  await check('delete', async () => {
    await registry.removeModule('attic', 'fan');
    await registry.delete('attic');
    await rejects(() => registry.get('attic'), 'DeviceNotFoundError');
  });
  await check('rights', async () => {
    await rejects(() => registry.getTwin('kitchen'), 'UnauthorizedError');
    await rejects(() => service.create({ deviceId: 'x' }), 'UnauthorizedError');
  });
  agent.destroy();
}

main().catch(error => {
  console.error(error.stack, error.responseBody ?? '');
  process.exit(1);
});
