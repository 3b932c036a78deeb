package org.tinylcm.evaluation.internal;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;

/** {@code report.json}. */
final class ReportJson {

    private ReportJson() {
    }

    static byte[] of(Report report) {
        var gson = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
        return (gson.toJson(report) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
