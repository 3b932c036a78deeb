package org.tinylcm.extractor.tflite.internal;

import org.tinylcm.feature.FeatureExtractorFactory.OpenExtractor;
import org.tinylcm.feature.Stage;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.image.ImageDecoder;
import org.tinylcm.input.BadInputException;

/**
 * An open network. The lock is there for {@link #close}: a component may be stopped by another thread while a frame is
 * inside, and native memory must not go away under it.
 */
final class ImageNetwork implements OpenExtractor {
    private final String modelId;
    private final NativeModel model;
    private final ImageDecoder decoder;
    private final InputWriter writer;
    private final OutputReader reader;
    private boolean closed;

    ImageNetwork(String modelId, NativeModel model, ImageDecoder decoder, InputWriter writer, OutputReader reader) {
        this.modelId = modelId;
        this.model = model;
        this.decoder = decoder;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public int dimension() {
        return reader.dimension();
    }

    @Override
    public synchronized void extract(Frame frame, float[] features, StageTimer timer) {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        if (!(frame.payload() instanceof Payload.EncodedImage image)) {
            throw new BadInputException(frame.name(), "payload", "is a vector, but the model pack expects pictures");
        }
        var pixels = decoder.decode(image.bytes(), frame.name());
        timer.ended(Stage.DECODE);
        writer.write(pixels, model.input());
        timer.ended(Stage.PREPROCESS);
        model.invoke();
        boolean finite = reader.read(model.output(), features);
        timer.ended(Stage.MODEL);
        if (!finite) {
            throw new BadInputException(frame.name(), "features", "the network gives numbers that are not finite");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }
}
