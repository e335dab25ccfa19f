package dev.captioner.batch.target;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an XML document with their places in its text, so that a part can be replaced while every other character stays.
 * A document type, and with it every entity that a document declares, is rejected.
 */
final class XmlTree {
    /** The most characters of a document; packets with histories and thumbnails have a few million. */
    static final int MOST_CHARACTERS = 16_000_000;

    private static final int MOST_ELEMENTS = 200_000;

    private static final XMLInputFactory FACTORY = factory();

    private XmlTree() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    /** A qualified name. */
    record Name(String namespace, String local) {}

    /**
     * An attribute.
     *
     * @param start of the value, after the quote
     * @param end of the value, before the quote
     */
    record Attribute(String value, int start, int end) {}

    /** An element. */
    static final class Element {
        private final Name name;
        private final String prefixed;
        private final Map<Name, Attribute> attributes;
        private final Map<String, String> prefixes;
        private final List<Element> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int afterStart;
        private int end;
        private boolean empty;

        private Element(Name name, String prefixed, Map<Name, Attribute> attributes, Map<String, String> prefixes) {
            this.name = name;
            this.prefixed = prefixed;
            this.attributes = attributes;
            this.prefixes = prefixes;
        }

        boolean is(String namespace, String local) {
            return name.equals(new Name(namespace, local));
        }

        /** The name with its prefix, as in the text. */
        String prefixed() {
            return prefixed;
        }

        @Nullable
        Attribute attribute(String namespace, String local) {
            return attributes.get(new Name(namespace, local));
        }

        boolean hasAttributes() {
            return !attributes.isEmpty();
        }

        List<Element> children() {
            return children;
        }

        List<Element> children(String namespace, String local) {
            return children.stream().filter(child -> child.is(namespace, local)).toList();
        }

        /** Its text, without that of its children. */
        String text() {
            return text.toString();
        }

        /** Whether a prefix stands for a namespace here; of the prefixes that were asked for. */
        boolean has(String prefix, String namespace) {
            return namespace.equals(prefixes.get(prefix));
        }

        /** The index after the start tag. */
        int afterStart() {
            return afterStart;
        }

        /** The index of the end tag; that after the start tag for an empty element. */
        int end() {
            return end;
        }

        /** Whether the element is one tag, as in {@code <a/>}. */
        boolean isEmpty() {
            return empty;
        }
    }

    /**
     * The root of a document.
     *
     * @param prefixes that {@link Element#has} may be asked about
     * @throws SidecarException when it is not well-formed, has a document type or is too long
     */
    static Element parse(String text, List<String> prefixes) throws SidecarException {
        if (text.length() > MOST_CHARACTERS) {
            throw new SidecarException("expected at most " + MOST_CHARACTERS + " characters, found " + text.length());
        }
        if (text.contains("<!DOCTYPE")) {
            throw new SidecarException("expected no document type, found <!DOCTYPE");
        }
        try {
            return tree(text, prefixes);
        } catch (XMLStreamException e) {
            throw new SidecarException(
                    "malformed XML in line " + e.getLocation().getLineNumber());
        }
    }

    private static Element tree(String text, List<String> prefixes) throws XMLStreamException, SidecarException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
        List<Element> open = new ArrayList<>();
        Element root = null;
        int elements = 0;
        Tags tags = new Tags(text);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS) {
                        throw new SidecarException("expected at most " + MOST_ELEMENTS + " elements, found more");
                    }
                    Tags.Start tag = tags.nextStart();
                    Element element = element(reader, tag, prefixes);
                    if (root == null) {
                        root = element;
                    } else {
                        open.get(open.size() - 1).children.add(element);
                    }
                    open.add(element);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element element = open.remove(open.size() - 1);
                    element.end = element.empty ? element.afterStart : tags.nextEnd();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.get(open.size() - 1).text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new SidecarException("expected no document type and no entities of its own");
                default -> {
                    // comments and instructions stay where they are
                }
            }
        }
        if (root == null) {
            throw new SidecarException("expected an element, found none");
        }
        return root;
    }

    private static Element element(XMLStreamReader reader, Tags.Start tag, List<String> prefixes)
            throws SidecarException {
        Map<Name, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String prefix = reader.getAttributePrefix(i);
            String local = reader.getAttributeLocalName(i);
            int[] span = tag.attributes().get(prefix == null || prefix.isEmpty() ? local : prefix + ":" + local);
            if (span == null) {
                throw new SidecarException("an attribute cannot be found in the text");
            }
            String namespace = reader.getAttributeNamespace(i);
            attributes.put(
                    new Name(namespace == null ? "" : namespace, local),
                    new Attribute(reader.getAttributeValue(i), span[0], span[1]));
        }
        Map<String, String> known = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            String namespace = reader.getNamespaceContext().getNamespaceURI(prefix);
            if (namespace != null) {
                known.put(prefix, namespace);
            }
        }
        String namespace = reader.getNamespaceURI();
        Element element = new Element(
                new Name(namespace == null ? "" : namespace, reader.getLocalName()), tag.name(), attributes, known);
        element.afterStart = tag.end();
        element.empty = tag.empty();
        return element;
    }

    /** The tags in the text of a well-formed document without a document type, one after another. */
    private static final class Tags {
        private final String text;
        private int at;

        Tags(String text) {
            this.text = text;
        }

        /**
         * A start tag.
         *
         * @param end the index after it
         * @param attributes the start and the end of each value
         */
        record Start(String name, int end, boolean empty, Map<String, int[]> attributes) {}

        Start nextStart() throws SidecarException {
            toTag();
            int from = at + 1;
            int i = from;
            while (!isBlank(text.charAt(i)) && text.charAt(i) != '>' && text.charAt(i) != '/') {
                i++;
            }
            String name = text.substring(from, i);
            Map<String, int[]> attributes = new LinkedHashMap<>();
            while (text.charAt(i) != '>' && text.charAt(i) != '/') {
                if (isBlank(text.charAt(i))) {
                    i++;
                    continue;
                }
                int equals = text.indexOf('=', i);
                String attribute = text.substring(i, equals).strip();
                int quote = equals + 1;
                while (isBlank(text.charAt(quote))) {
                    quote++;
                }
                int end = text.indexOf(text.charAt(quote), quote + 1);
                attributes.put(attribute, new int[] {quote + 1, end});
                i = end + 1;
            }
            boolean empty = text.charAt(i) == '/';
            at = i + (empty ? 2 : 1);
            return new Start(name, at, empty, attributes);
        }

        /** The index of the next end tag. */
        int nextEnd() throws SidecarException {
            toTag();
            int end = at;
            at = text.indexOf('>', at) + 1;
            return end;
        }

        private void toTag() throws SidecarException {
            while (true) {
                at = text.indexOf('<', at);
                if (at < 0) {
                    throw new SidecarException("a tag cannot be found in the text");
                } else if (text.startsWith("<!--", at)) {
                    at = text.indexOf("-->", at) + 3;
                } else if (text.startsWith("<![CDATA[", at)) {
                    at = text.indexOf("]]>", at) + 3;
                } else if (text.startsWith("<?", at)) {
                    at = text.indexOf("?>", at) + 2;
                } else {
                    return;
                }
            }
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r';
        }
    }
}
