package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.osgi.framework.Version;

/** All bundles as an OSGi repository (OSGi Compendium, chapter 132.5): what bnd, Karaf and others read. */
@ApplicationScoped
public class RepositoryIndex {
    private static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";
    private static final int MOST = 5_000;
    @Inject
    private Artifacts artifacts;

    /** Writes the index; the addresses in it are relative to its own. */
    public void write(OutputStream out) throws XMLStreamException {
        write(artifacts.bundles(MOST), out);
    }

    static void write(List<Artifacts.Described> bundles, OutputStream out) throws XMLStreamException {
        var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.setDefaultNamespace(NAMESPACE);
        xml.writeStartElement(NAMESPACE, "repository");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("name", "TinySphere");
        xml.writeAttribute("increment", String.valueOf(bundles.stream()
                .mapToLong(bundle -> bundle.uploadedAt().toEpochMilli()).max().orElse(0)));
        for (var bundle : bundles) {
            write(bundle, xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static void write(Artifacts.Described bundle, XMLStreamWriter xml) throws XMLStreamException {
        var document = bundle.document();
        xml.writeStartElement(NAMESPACE, "resource");
        var parts = ManifestParts.of(document, bundle.headers());
        // The identity's type is a text there, and a version a version.
        for (var capability : parts.capabilities()) {
            part(xml, "capability", capability);
        }
        var content = new TreeMap<String, Object>(Map.of("osgi.content", document.sha256(),
                "url", "../artifacts/" + document.sha256() + "/content", "size", document.bytes(),
                "mime", "application/vnd.osgi.bundle"));
        part(xml, "capability", new ManifestParts.Part("osgi.content", content, Map.of()));
        for (var requirement : parts.requirements()) {
            part(xml, "requirement", requirement);
        }
        xml.writeEndElement();
    }

    private static void part(XMLStreamWriter xml, String element, ManifestParts.Part part) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, element);
        xml.writeAttribute("namespace", part.namespace());
        for (var directive : part.directives().entrySet()) {
            xml.writeEmptyElement(NAMESPACE, "directive");
            xml.writeAttribute("name", directive.getKey());
            xml.writeAttribute("value", directive.getValue());
        }
        for (var attribute : part.attributes().entrySet()) {
            xml.writeEmptyElement(NAMESPACE, "attribute");
            xml.writeAttribute("name", attribute.getKey());
            if (attribute.getValue() instanceof List<?> list) {
                xml.writeAttribute("type", "List<String>");
                xml.writeAttribute("value", String.join(",", list.stream().map(RepositoryIndex::escaped).toList()));
            } else {
                if (attribute.getValue() instanceof Version) {
                    xml.writeAttribute("type", "Version");
                } else if (attribute.getValue() instanceof Long) {
                    xml.writeAttribute("type", "Long");
                }
                xml.writeAttribute("value", attribute.getValue().toString());
            }
        }
        xml.writeEndElement();
    }

    private static String escaped(Object text) {
        return text.toString().replace("\\", "\\\\").replace(",", "\\,");
    }
}
