package org.tinylcm.math.drift;

/** A distribution on the multiples of a width. */
final class Lattice {
    private final double width;
    private final int first;
    private final double[] mass;
    private final double[] cumulative;

    private Lattice(double width, int first, double[] mass) {
        this.width = width;
        this.first = first;
        this.mass = mass;
        cumulative = new double[mass.length];
        double sum = 0;
        for (int i = 0; i < mass.length; i++) {
            sum += mass[i];
            cumulative[i] = sum;
        }
    }

    /**
     * The known scores with the allowances of {@link ThresholdCalibrator}, times {@code factor}, plus {@code shift}.
     */
    static Lattice of(double[] sorted, double factor, double width, double shift) {
        var size = sorted.length;
        double squares = 0;
        for (var value : sorted) {
            squares += value * value;
        }
        // A constant reference has no standard error, yet the rule of succession gives it one.
        var error = Math.sqrt(Math.max(squares, 1) / size / size);
        var offset = factor * (ThresholdCalibrator.margin() * error) + shift;
        var beyond = sorted[size - 1] + 1;
        var first = (int) Math.floor((factor * sorted[0] + offset) / width);
        var last = (int) Math.floor((factor * beyond + offset) / width) + 1;
        var mass = new double[last - first + 1];
        for (int i = 0; i <= size; i++) {
            var position = (factor * (i == size ? beyond : sorted[i]) + offset) / width;
            var below = (int) Math.floor(position);
            var share = position - below;
            mass[below - first] += (1 - share) / (size + 1);
            mass[below - first + 1] += share / (size + 1);
        }
        return new Lattice(width, first, mass);
    }

    double mass(int step) {
        var index = step - first;
        return index < 0 || index >= mass.length ? 0 : mass[index];
    }

    double atMost(int step) {
        var index = step - first;
        return index < 0 ? 0 : cumulative[Math.min(index, mass.length - 1)];
    }

    int size() {
        return mass.length;
    }

    double value(int index) {
        return (first + index) * width;
    }

    double massAt(int index) {
        return mass[index];
    }
}
