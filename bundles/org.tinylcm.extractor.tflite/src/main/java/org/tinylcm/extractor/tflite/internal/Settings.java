package org.tinylcm.extractor.tflite.internal;

import org.tinylcm.image.ImageLimits;

/**
 * How networks are run.
 *
 * @param threads 1..8
 * @param xnnpack true to use the XNNPACK kernels
 * @param acceptOtherRuntime true to open packs that were calibrated with another runtime or delegate
 * @param maxModelBytes largest model file
 * @param imageLimits for pictures
 * @param trialSeconds time that a model's trial may take
 * @param trialMegabytes memory that a model's trial may take
 */
record Settings(int threads, boolean xnnpack, boolean acceptOtherRuntime, int maxModelBytes, ImageLimits imageLimits,
        int trialSeconds, int trialMegabytes) {

    static final Settings DEFAULT = new Settings(1, true, false, 64 << 20, ImageLimits.DEFAULT, 30, 256);
}
