package org.tinylcm.config.internal;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a bundle's metatype XML: just what is needed to check values. No DTD, no entities. */
final class MetatypeReader {
    private final Map<String, List<AttributeRule>> rulesByClass = new LinkedHashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final List<ConfigShape> shapes = new ArrayList<>();
    private String ocd;
    private AttributeRule rule;
    private List<String> options = new ArrayList<>();
    private String pid;
    private boolean factory;

    private MetatypeReader() {
    }

    /** @throws IllegalArgumentException it is no metatype document */
    static List<ConfigShape> read(InputStream in) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var reader = new MetatypeReader();
            reader.read(factory.createXMLStreamReader(in));
            return List.copyOf(reader.shapes);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("is not valid XML: " + e.getMessage(), e);
        }
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            var event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("AD") && rule != null) {
                rulesByClass.get(ocd).add(new AttributeRule(rule.key(), rule.type(), rule.cardinality(), rule.min(),
                        rule.max(), options, rule.required(), rule.defaultText(), rule.description()));
                rule = null;
            }
        }
    }

    private void start(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "OCD" -> {
                ocd = required(xml, "id");
                titles.put(ocd, text(xml, "name", ocd));
                rulesByClass.put(ocd, new ArrayList<>());
            }
            case "AD" -> rule(xml);
            case "Option" -> options.add(required(xml, "value"));
            case "Designate" -> {
                factory = xml.getAttributeValue(null, "factoryPid") != null;
                pid = factory ? required(xml, "factoryPid") : required(xml, "pid");
            }
            case "Object" -> object(required(xml, "ocdref"));
            default -> {
                // further elements do not matter for checking
            }
        }
    }

    private void rule(XMLStreamReader xml) {
        if (ocd == null) {
            throw new IllegalArgumentException("an AD must be in an OCD");
        }
        options = new ArrayList<>();
        rule = new AttributeRule(required(xml, "id"), ValueType.of(required(xml, "type")),
                Integer.parseInt(text(xml, "cardinality", "0")), xml.getAttributeValue(null, "min"),
                xml.getAttributeValue(null, "max"), List.of(), text(xml, "required", "true").equals("true"),
                xml.getAttributeValue(null, "default"), text(xml, "description", ""));
    }

    private void object(String ocdref) {
        var rules = rulesByClass.get(ocdref);
        if (rules == null || pid == null) {
            throw new IllegalArgumentException("an Object must be in a Designate and name an OCD");
        }
        shapes.add(new ConfigShape(pid, factory, titles.get(ocdref), rules));
    }

    private static String required(XMLStreamReader xml, String attribute) {
        var value = xml.getAttributeValue(null, attribute);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(xml.getLocalName() + " must have '" + attribute + "'");
        }
        return value;
    }

    private static String text(XMLStreamReader xml, String attribute, String otherwise) {
        var value = xml.getAttributeValue(null, attribute);
        return value == null ? otherwise : value;
    }
}
