package org.tinylcm.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures by class. The first ones of each class are for training; streams take from the rest, each picture once
 * before any comes again.
 */
final class Pool {
    private final Map<String, List<Picture>> byClass = new HashMap<>();
    private final Map<String, Integer> next = new HashMap<>();
    private final int training;

    Pool(LabelledImages images, List<String> classNames, int training) {
        this.training = training;
        for (int i = 0; i < images.labels().length; i++) {
            byClass.computeIfAbsent(classNames.get(images.labels()[i]), name -> new ArrayList<>())
                    .add(Picture.enlarge(images.pixels()[i], images.width(), images.height()));
        }
        byClass.forEach((name, pictures) -> {
            if (pictures.size() <= training) {
                throw new IllegalArgumentException("class " + name + " has only " + pictures.size() + " pictures");
            }
        });
    }

    List<Picture> training(String name) {
        return byClass.get(name).subList(0, training);
    }

    Picture take(String name) {
        var pictures = byClass.get(name);
        int index = next.merge(name, 1, Integer::sum) - 1;
        return pictures.get(training + index % (pictures.size() - training));
    }
}
