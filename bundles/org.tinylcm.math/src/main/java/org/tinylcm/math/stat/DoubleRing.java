package org.tinylcm.math.stat;

/** The latest values, at most a fixed number; the oldest goes first. Not safe for several threads. */
public final class DoubleRing {
    private final double[] values;
    private int start;
    private int size;

    public DoubleRing(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        values = new double[capacity];
    }

    public void add(double value) {
        if (size < values.length) {
            values[index(size++)] = value;
        } else {
            values[start] = value;
            start = index(1);
        }
    }

    /** @param age 0 for the oldest */
    public double get(int age) {
        if (age < 0 || age >= size) {
            throw new IndexOutOfBoundsException("value " + age + " of " + size);
        }
        return values[index(age)];
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return values.length;
    }

    public boolean full() {
        return size == values.length;
    }

    /** Forgets all but the latest values. */
    public void keepLatest(int count) {
        if (count < size) {
            start = index(size - count);
            size = count;
        }
    }

    public void clear() {
        start = 0;
        size = 0;
    }

    /** Copies values, oldest first, without making an array. */
    public void copyTo(int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = get(from + i);
        }
    }

    /** All values, oldest first. */
    public double[] toArray() {
        var copy = new double[size];
        copyTo(0, size, copy);
        return copy;
    }

    private int index(int age) {
        var index = start + age;
        return index >= values.length ? index - values.length : index;
    }
}
