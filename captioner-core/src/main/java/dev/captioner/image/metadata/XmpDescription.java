package dev.captioner.image.metadata;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the description in a packet of XMP: dc:description, in the default language or else the first one. Packets with a
 * document type, which XMP must not have, are not read.
 */
final class XmpDescription {
    private static final int LONGEST_PACKET = 1 << 20;
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private XmpDescription() {}

    static Optional<String> of(ByteBuffer packet) {
        if (packet.limit() > LONGEST_PACKET) {
            return Optional.empty();
        }
        byte[] bytes = new byte[packet.limit()];
        packet.get(0, bytes);
        // The implementation of the JDK, whatever else is on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            return Optional.ofNullable(find(factory.createXMLStreamReader(new ByteArrayInputStream(bytes))));
        } catch (XMLStreamException | RuntimeException e) {
            return Optional.empty(); // the parser answers some damage with unchecked exceptions
        }
    }

    private static @Nullable String find(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                return null; // the JDK would make the text "null" of its entities
            }
            if (event == XMLStreamConstants.START_ELEMENT && is(xml, DC, "description")) {
                return alternatives(xml);
            }
        }
        return null;
    }

    private static @Nullable String alternatives(XMLStreamReader xml) throws XMLStreamException {
        String first = null;
        StringBuilder plain = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && is(xml, RDF, "li")) {
                boolean isDefault = "x-default".equals(xml.getAttributeValue(XML, "lang"));
                String text = xml.getElementText();
                if (isDefault) {
                    return text;
                }
                first = first == null ? text : first;
            } else if (event == XMLStreamConstants.CHARACTERS) {
                plain.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT && is(xml, DC, "description")) {
                break;
            }
        }
        return first == null ? plain.toString() : first;
    }

    private static boolean is(XMLStreamReader xml, String namespace, String name) {
        return namespace.equals(xml.getNamespaceURI()) && name.equals(xml.getLocalName());
    }
}
