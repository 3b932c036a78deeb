package org.tinylcm.feature;

/**
 * What a picture is like apart from what it shows. Taken from the picture as it is resized for the network, 0..255, so
 * neither the size of the original nor the scale of the network matters. Light, focus and sensor move these numbers
 * while the world stays as it is.
 *
 * <p>Luma is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).
 */
public enum InputStatistic {
    /** Mean luma, 0..255. */
    BRIGHTNESS("input-brightness"),
    /** Standard deviation of luma, 0..127.5. */
    CONTRAST("input-contrast"),
    /**
     * ln(1 + mean of |Laplacian|), the Laplacian being 4 times the luma of a pixel less that of its four neighbours.
     * Falls with blur, rises with noise. 0..7.7.
     */
    SHARPNESS("input-sharpness");

    private final String score;

    InputStatistic(String score) {
        this.score = score;
    }

    /** Name of its scores in {@link org.tinylcm.model.Calibration#scores}. */
    public String score() {
        return score;
    }
}
