// A bounded run of points ordered by time; a point that comes again replaces itself. Pure: no page in here.

export class Series {
  /** @param {number} pointsMax how many points are kept, the newest */
  constructor(pointsMax) {
    this.pointsMax = pointsMax;
    this.times = [];
    this.values = [];
  }

  get length() { return this.times.length; }

  get isFull() { return this.times.length === this.pointsMax; }

  get firstTime() { return this.times[0]; }

  /** @param {number} time Unix seconds */
  add(time, value) {
    const last = this.times.length - 1;
    if (last < 0 || time > this.times[last]) {
      this.times.push(time);
      this.values.push(value);
    } else {
      const at = this.#indexOf(time);
      const replaces = this.times[at] === time ? 1 : 0;
      this.times.splice(at, replaces, time);
      this.values.splice(at, replaces, value);
    }
    this.#trim();
  }

  /** Forgets the points before a time. */
  dropBefore(time) {
    const keep = this.#indexOf(time);
    if (keep > 0) this.#drop(keep);
  }

  #trim() {
    if (this.times.length > this.pointsMax) this.#drop(this.times.length - this.pointsMax);
  }

  #drop(points) {
    this.times.splice(0, points);
    this.values.splice(0, points);
  }

  // The first index whose time is not before the given one.
  #indexOf(time) {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] < time) low = middle + 1; else high = middle;
    }
    return low;
  }
}
