package org.tinylcm.updater.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Hot update")
@interface UpdaterConfig {
    @AttributeDefinition(required = false, description = "File with the key ring that this device trusts at "
            + "first; update-keys.json in the configuration folder if empty")
    String key_ring() default "";

    @AttributeDefinition(required = false, description = "Classes that this device belongs to: it takes releases "
            + "for class:<name>")
    String[] device_classes() default {"default"};

    @AttributeDefinition(min = "0", max = "100000", description = "Frames to be observed before a new set stays")
    int observe_frames() default 200;

    @AttributeDefinition(min = "1", max = "1500", description = "Most time for that, s")
    int observe_seconds() default 600;

    @AttributeDefinition(min = "1", max = "600", description = "Most time for a bundle to stop or start, s")
    int step_seconds() default 20;

    @AttributeDefinition(min = "1", max = "600",
            description = "Most time until the pipeline has all its stages again, s")
    int work_seconds() default 30;

    @AttributeDefinition(min = "0", max = "1", description = "Loss of accuracy on known samples at which the old "
            + "set comes back, 0..1")
    double accuracy_drop() default 0.05;

    @AttributeDefinition(min = "0", max = "100", description = "Relative rise of the time for a frame at which "
            + "the old set comes back")
    double latency_rise() default 0.5;

    @AttributeDefinition(min = "0", max = "10000", description = "A rise of the time for a frame by less than "
            + "this is none, ms")
    double latency_floor_ms() default 2;

    @AttributeDefinition(min = "4096", max = "8388608", description = "Bytes to fetch with one call")
    int block_bytes() default 262_144;

    @AttributeDefinition(min = "5", max = "86400", description = "Time between two questions to the platform, s; "
            + "its answer to a heartbeat makes the device ask at once")
    int check_seconds() default 900;
}
