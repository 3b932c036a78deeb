package org.tinylcm.bench;

import java.util.ArrayDeque;

/**
 * How long accuracy stays under that of the frozen model. Of both the share of right frames among the latest
 * {@value #WINDOW} is taken; a frame is bad when the device's is more than one point lower; a stretch is bad frames one
 * after the other.
 */
final class HarmMeter {
    static final int WINDOW = 100;
    static final int BLOCK = 300;
    private static final int POINT = WINDOW / 100;

    private final ArrayDeque<Integer> window = new ArrayDeque<>();
    private final ArrayDeque<Integer> block = new ArrayDeque<>();
    private int balance;
    private int blockBalance;
    private int worstBlock;
    private int stretch;
    private int longest;
    private int longestEnd;
    private int frames;
    private int right;
    private int rightFrozen;

    void frame(boolean device, boolean frozen) {
        int gain = (device ? 1 : 0) - (frozen ? 1 : 0);
        frames++;
        right += device ? 1 : 0;
        rightFrozen += frozen ? 1 : 0;
        balance += gain;
        window.add(gain);
        balance -= window.size() > WINDOW ? window.remove() : 0;
        blockBalance += gain;
        block.add(gain);
        blockBalance -= block.size() > BLOCK ? block.remove() : 0;
        worstBlock = Math.min(worstBlock, blockBalance);
        stretch = balance < -POINT ? stretch + 1 : 0;
        if (stretch > longest) {
            longest = stretch;
            longestEnd = frames;
        }
    }

    /** Frames of the longest stretch; 0 if there is none. */
    int longest() {
        return longest;
    }

    /** Number of the frame after the longest stretch. */
    int longestEnd() {
        return longestEnd;
    }

    /** Loss in the worst {@value #BLOCK} frames, points. */
    double worstBlock() {
        return -100.0 * worstBlock / BLOCK;
    }

    int frames() {
        return frames;
    }

    double accuracy() {
        return frames == 0 ? Double.NaN : 100.0 * right / frames;
    }

    double frozenAccuracy() {
        return frames == 0 ? Double.NaN : 100.0 * rightFrozen / frames;
    }
}
