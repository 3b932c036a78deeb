package org.tinysphere.drifthub.control;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.datahub.control.Member;
import org.tinysphere.datahub.control.ReceivedPackage;

/** Unpacked packages, as intake hands them over. */
final class Packages {
    static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F'};
    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0};

    private Packages() {
    }

    static Map<String, byte[]> members(String name, String text) {
        var members = new LinkedHashMap<String, byte[]>();
        members.put(name, text.getBytes(StandardCharsets.UTF_8));
        return members;
    }

    static ReceivedPackage of(Map<String, byte[]> members) {
        List<PackageDoc.FileEntry> files = members.entrySet().stream().map(member -> new PackageDoc.FileEntry(
                member.getKey(), member.getValue().length, "0".repeat(64), null, null)).toList();
        return new ReceivedPackage(new DeviceCaller(1, "d-abc"), new PackageDoc(PackageDoc.VERSION, "p-1", "d-abc",
                "drift_event", Instant.parse("2026-03-01T12:00:01Z"), "0.1.0", "pack-1", files),
                members.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        member -> new Member.InMemory(member.getValue()))));
    }
}
