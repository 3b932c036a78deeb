package org.tinysphere.datahub.control;

import java.io.IOException;
import java.util.Map;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.boundary.DeviceCaller;

/**
 * A package whose members are unpacked, all of them checked against their sizes and digests.
 *
 * @param device who sent it
 * @param metadata its {@code metadata.json}
 * @param members each of the inventory, by name; they are gone after {@link PackageImporter#prepare}
 * @param report what the importer finds right and wrong in it
 */
public record ReceivedPackage(DeviceCaller device, PackageDoc metadata, Map<String, Member> members, LineReport report) {
    public ReceivedPackage(DeviceCaller device, PackageDoc metadata, Map<String, Member> members) {
        this(device, metadata, members, new LineReport());
    }

    /** True if the inventory names such a member. */
    public boolean has(String member) {
        return members.containsKey(member);
    }

    /** @throws IOException the inventory does not name it */
    public Member member(String name) throws IOException {
        if (name == null || !has(name)) {
            throw new IOException("the package has no member '" + name + "'");
        }
        return members.get(name);
    }

    /** Media type that the device stated for a member; null if it stated none. */
    public String mediaType(String name) {
        return metadata.files().stream().filter(file -> file.path().equals(name)).map(PackageDoc.FileEntry::mediaType)
                .findFirst().orElse(null);
    }
}
