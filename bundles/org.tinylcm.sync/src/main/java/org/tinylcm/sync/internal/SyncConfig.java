package org.tinylcm.sync.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What can be configured. */
@ObjectClassDefinition(name = "Connection to a platform")
@interface SyncConfig {
    @AttributeDefinition(description = "Address of the platform, like https://host[:port][/path]; without it the "
            + "device talks to nobody")
    String url();

    @AttributeDefinition(type = AttributeType.PASSWORD, required = false,
            description = "From the platform's operator; needed for the first registration only")
    String enrollment_token() default "";

    @AttributeDefinition(required = false, description = "Name for people; the host's name if empty")
    String name() default "";

    @AttributeDefinition(description = "Allow http to another machine: then everybody on the way can read along")
    boolean allow_plain_http() default false;

    @AttributeDefinition(required = false, description = "File with the certificates (PEM) of the only authorities "
            + "that may vouch for the platform; Java's own list if empty")
    String ca_file() default "";

    @AttributeDefinition(min = "1", max = "3600", description = "Time between two heartbeats in seconds, unless the "
            + "platform wants another")
    int heartbeat_seconds() default 30;

    @AttributeDefinition(min = "1", max = "300", description = "Most time of a call in seconds")
    int timeout_seconds() default 30;

    @AttributeDefinition(min = "10", max = "86400",
            description = "Time between two packages of metrics and of logs in seconds")
    int collect_seconds() default 300;

    @AttributeDefinition(min = "1", max = "100000", description = "Most megabytes in the spool")
    int spool_max_mb() default 100;

    @AttributeDefinition(min = "1", max = "87600",
            description = "Most running time of the device that a package waits, hours")
    int spool_max_age_hours() default 720;

    @AttributeDefinition(min = "1", max = "1000", description = "Most megabytes of one package")
    int spool_max_package_mb() default 32;

    @AttributeDefinition(min = "0", max = "1000000", description = "Limit of uploads in kB a second; 0 for none")
    int max_kb_per_second() default 0;

    @AttributeDefinition(required = false, description = "Hours of the day for uploads that can wait (drift events "
            + "and odd samples cannot), like 22-6; always if empty")
    String hours() default "";

    @AttributeDefinition(min = "0", max = "100",
            description = "Charge of the battery in percent below which nothing is uploaded; 0 for no limit")
    int min_battery_percent() default 0;

    @AttributeDefinition(required = false, description = "Files of the log folder that are sent; none if empty")
    String[] logs() default {"tinylcm.log", "frames.jsonl"};

    @AttributeDefinition(min = "10", max = "20000",
            description = "About how many kB of logs go into one package, before compression")
    int logs_max_package_kb() default 2000;

    @AttributeDefinition(description = "Send pictures of what was classified")
    boolean prediction_images() default false;

    @AttributeDefinition(min = "1", max = "100", description = "Pictures in one package")
    int prediction_images_batch() default 10;

    @AttributeDefinition(min = "0", max = "1", description = "Least confidence of a picture that is sent")
    double prediction_images_min_confidence() default 0;

    @AttributeDefinition(min = "0", max = "86400", description = "Least time between two pictures in seconds")
    int prediction_images_interval_seconds() default 60;

    @AttributeDefinition(options = {@Option("off"), @Option("fixed"), @Option("gpsd"), @Option("http")},
            description = "How to find out where the device is, to tell the platform")
    String geolocation() default "off";

    @AttributeDefinition(min = "60", max = "604800", description = "Time between two positions in seconds")
    int geolocation_seconds() default 3600;

    @AttributeDefinition(required = false, description = "For fixed: latitude and longitude in degrees, and the "
            + "accuracy in metres if it is known, like 48.137,11.575,20")
    String geolocation_position() default "";

    @AttributeDefinition(min = "1", max = "65535", description = "For gpsd: its port on this machine")
    int geolocation_gpsd_port() default 2947;

    @AttributeDefinition(required = false, description = "For http: address that answers with JSON: lat, lon, and "
            + "accuracy if it knows")
    String geolocation_url() default "";

    @AttributeDefinition(required = false, description = "PIDs, or pid/key, that the platform may not set")
    String[] protect() default {"org.tinylcm.shell", "org.tinylcm.source.camera/command", "org.tinylcm.sync/url",
        "org.tinylcm.sync/enrollment.token", "org.tinylcm.sync/ca.file", "org.tinylcm.sync/allow.plain.http",
        "org.tinylcm.sync/protect"};
}
