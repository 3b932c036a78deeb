package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.DigestInputStream;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Secrets;

/** The objects of parts, and how one becomes of many. */
@ApplicationScoped
public class PartObjects {
    private static final Logger LOG = System.getLogger(PartObjects.class.getName());
    @Inject
    private ObjectStore objects;

    void put(String object, InputStream content) {
        try {
            objects.put(object, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectStore.Staged stage(InputStream content) throws IOException {
        return objects.stage(content);
    }

    boolean allThere(List<String> parts) {
        return parts.stream().allMatch(part -> {
            try {
                return objects.info(part).isPresent();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** SHA-256 of all of them, one behind the other. */
    String digest(List<String> parts) throws IOException {
        try (var in = new DigestInputStream(whole(parts), Secrets.sha256())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    void name(ObjectStore.Staged staged, String object) {
        try {
            staged.name(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes one object of them. */
    void join(List<String> parts, String target) throws IOException {
        try (var whole = whole(parts)) {
            objects.put(target, whole);
        }
    }

    /** One part after the other, each opened when it is needed. */
    private InputStream whole(List<String> parts) {
        return new SequenceInputStream(enumeration(parts.stream().map(this::open).iterator()));
    }

    private static Enumeration<InputStream> enumeration(Iterator<InputStream> streams) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return streams.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return streams.next();
            }
        };
    }

    private InputStream open(String object) {
        try {
            return objects.open(object).orElseThrow(() -> new UncheckedIOException(
                    new IOException("there is no object " + object)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that stays behind is found by the clean-up. */
    void delete(String object) {
        try {
            objects.delete(object);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A part of an upload stays behind: {0}", e.getMessage());
        }
    }
}
