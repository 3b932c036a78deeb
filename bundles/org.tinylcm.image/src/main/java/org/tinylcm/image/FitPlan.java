package org.tinylcm.image;

import org.tinylcm.model.ImageInput;

/**
 * How pictures of one size and orientation get into the tensor: a resampler, and where each resampled pixel goes.
 * The picture is resampled as it is stored and turned while the (small) result is written.
 */
final class FitPlan {
    final Resampler resampler;
    /** Tensor pixel of resampled pixel (0, 0). */
    final int origin;
    /** Step in the tensor for one resampled pixel to the right. */
    final int stepX;
    /** Step in the tensor for one resampled pixel down. */
    final int stepY;
    private final int width;
    private final int height;
    private final int orientation;

    FitPlan(Pixels pixels, ImageInput input) {
        width = pixels.width();
        height = pixels.height();
        orientation = pixels.orientation();
        boolean transposed = orientation >= 5;
        // From here on in the picture's stored orientation.
        int targetWidth = transposed ? input.height() : input.width();
        int targetHeight = transposed ? input.width() : input.height();
        int columns = targetWidth;
        int rows = targetHeight;
        double cropWidth = width;
        double cropHeight = height;
        switch (input.fit()) {
            case CROP -> {
                double scale = Math.min((double) width / targetWidth, (double) height / targetHeight);
                cropWidth = targetWidth * scale;
                cropHeight = targetHeight * scale;
            }
            case LETTERBOX -> {
                double scale = Math.min((double) targetWidth / width, (double) targetHeight / height);
                columns = (int) Math.max(1, Math.min(targetWidth, Math.round(width * scale)));
                rows = (int) Math.max(1, Math.min(targetHeight, Math.round(height * scale)));
            }
            case STRETCH -> {
            }
        }
        resampler = new Resampler(width, Taps.of(width, (width - cropWidth) / 2, cropWidth, columns),
                Taps.of(height, (height - cropHeight) / 2, cropHeight, rows));
        int line = input.width();
        int perColumn = transposed ? line : 1;
        int perRow = transposed ? 1 : line;
        boolean flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int left = (targetWidth - columns) / 2;
        int top = (targetHeight - rows) / 2;
        stepX = flipX ? -perColumn : perColumn;
        stepY = flipY ? -perRow : perRow;
        origin = (flipX ? left + columns - 1 : left) * perColumn + (flipY ? top + rows - 1 : top) * perRow;
    }

    boolean fits(Pixels pixels) {
        return width == pixels.width() && height == pixels.height() && orientation == pixels.orientation();
    }
}
