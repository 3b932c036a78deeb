package org.tinysphere.datahub.control;

import java.io.IOException;
import java.nio.file.Path;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.boundary.DeviceCaller;

/**
 * A package whose members are unpacked in a temporary folder, all of them checked against their sizes and digests.
 *
 * @param device who sent it
 * @param metadata its {@code metadata.json}
 * @param folder has one file for each member of the inventory; it is deleted after {@link PackageImporter#prepare}
 * @param report what the importer finds right and wrong in it
 */
public record ReceivedPackage(DeviceCaller device, PackageDoc metadata, Path folder, LineReport report) {
    public ReceivedPackage(DeviceCaller device, PackageDoc metadata, Path folder) {
        this(device, metadata, folder, new LineReport());
    }

    /** True if the inventory names such a member. */
    public boolean has(String member) {
        return metadata.files().stream().anyMatch(file -> file.path().equals(member));
    }

    /**
     * Where a member lies.
     *
     * @throws IOException the inventory does not name it
     */
    public Path member(String name) throws IOException {
        if (name == null || !has(name)) {
            throw new IOException("the package has no member '" + name + "'");
        }
        return folder.resolve(name);
    }

    /** Media type that the device stated for a member; null if it stated none. */
    public String mediaType(String name) {
        return metadata.files().stream().filter(file -> file.path().equals(name)).map(PackageDoc.FileEntry::mediaType)
                .findFirst().orElse(null);
    }
}
