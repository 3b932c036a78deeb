package org.tinylcm.it.bad;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;

/** A transformer that is wrong ({@code nan}, {@code shuffled}) or late ({@code slow}), as its bundle's component says. */
public final class BadTransformer implements FeatureTransformer {
    private ModelPack pack;
    private LinearTransform transform;
    private String mode;

    void setPack(ModelPack service) {
        pack = service;
        transform = service.transform();
    }

    void start(Map<String, Object> properties) {
        mode = String.valueOf(properties.get("mode"));
    }

    @Override
    public String modelId() {
        return pack.id();
    }

    @Override
    public int inputDimension() {
        return transform.inputDimension();
    }

    @Override
    public int outputDimension() {
        return transform.outputDimension();
    }

    @Override
    public void transform(float[] raw, float[] features) {
        int inputs = inputDimension();
        int outputs = outputDimension();
        for (int row = 0; row < outputs; row++) {
            float sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += transform.components()[row * inputs + i] * (raw[i] - transform.mean()[i]) / transform.scale()[i];
            }
            features[mode.equals("shuffled") ? (row + 1) % outputs : row] = mode.equals("nan") ? Float.NaN : sum;
        }
        if (mode.equals("slow")) {
            try {
                TimeUnit.MILLISECONDS.sleep(25);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
