package dev.captioner.batch.target;

import dev.captioner.batch.target.XmlTree.Attribute;
import dev.captioner.batch.target.XmlTree.Element;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An existing XMP packet, ISO 16684-1, of which only the description and keywords are changed. They are replaced in the text; every
 * other character stays as it is.
 */
final class XmpPacket {
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String DEFAULT_LANGUAGE = "x-default";
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final int DECLARATION = 200;

    private final EncodedText text;
    private final List<Element> descriptions;
    private final Element rdf;

    private XmpPacket(EncodedText text) throws SidecarException {
        this.text = text;
        this.rdf = rdf(XmlTree.parse(text.text(), List.of("rdf", "dc")));
        this.descriptions = rdf.children(RDF, "Description");
    }

    /** The packet in a file. */
    static XmpPacket of(byte[] bytes) throws SidecarException {
        try {
            return new XmpPacket(EncodedText.of(bytes, charset(bytes)));
        } catch (CharacterCodingException e) {
            throw new SidecarException("its bytes are not in its encoding");
        }
    }

    /** A packet in memory. */
    static XmpPacket of(String text) throws SidecarException {
        return new XmpPacket(new EncodedText(text, StandardCharsets.UTF_8, new byte[0]));
    }

    private static Charset charset(byte[] bytes) throws SidecarException {
        if (bytes.length > 1 && bytes[0] == '<' && bytes[1] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length > 1 && bytes[0] == 0 && bytes[1] == '<') {
            return StandardCharsets.UTF_16BE;
        }
        Matcher declared = DECLARED.matcher(
                new String(bytes, 0, Math.min(bytes.length, DECLARATION), StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw new SidecarException("unknown encoding " + declared.group(1));
        }
    }

    private static Element rdf(Element root) throws SidecarException {
        List<Element> waiting = new ArrayList<>(List.of(root));
        while (!waiting.isEmpty()) {
            Element element = waiting.remove(0);
            if (element.is(RDF, "RDF")) {
                return element;
            }
            waiting.addAll(element.children());
        }
        throw new SidecarException("expected an element rdf:RDF, found none");
    }

    /** The text. */
    String text() {
        return text.text();
    }

    /** The bytes, in the encoding of the original. */
    byte[] bytes() throws SidecarException {
        try {
            return text.bytes();
        } catch (CharacterCodingException e) {
            throw new SidecarException(
                    "its encoding, " + text.charset() + ", does not have all characters of the caption");
        }
    }

    /** The description in the default language; null if there is none. */
    @Nullable
    String description() throws SidecarException {
        Attribute attribute = attribute("description");
        if (attribute != null) {
            return attribute.value();
        }
        Element property = property("description");
        if (property == null) {
            return null;
        }
        if (property.children().isEmpty()) {
            return property.text().isBlank() ? null : property.text();
        }
        Element item = defaultItem(alternatives(property));
        return item == null || item.text().isBlank() ? null : item.text();
    }

    /** A packet with another description in the default language. */
    XmpPacket withDescription(String description) throws SidecarException {
        if (description.equals(description())) {
            return this;
        }
        XmpPacket changed = with(description);
        if (!description.equals(changed.description())) {
            throw new SidecarException("its dc:description cannot be replaced safely");
        }
        return changed;
    }

    private XmpPacket with(String description) throws SidecarException {
        Attribute attribute = attribute("description");
        if (attribute != null) {
            return replaced(attribute.start(), attribute.end(), escaped(description));
        }
        Element property = property("description");
        if (property == null) {
            return inserted("description", "Alt", List.of(description));
        }
        if (property.children().isEmpty()) {
            plain(property);
            String items = "<rdf:Alt" + (property.has("rdf", RDF) ? "" : " xmlns:rdf=\"" + RDF + "\"") + ">"
                    + item("rdf:li", true, description) + "</rdf:Alt>";
            return filled(property, property.afterStart(), property.end(), items);
        }
        Element alternatives = alternatives(property);
        Element item = defaultItem(alternatives);
        if (item == null) {
            return filled(
                    alternatives,
                    alternatives.afterStart(),
                    alternatives.afterStart(),
                    item(sibling(alternatives), true, description));
        }
        if (!item.children().isEmpty()
                || item.attribute(RDF, "parseType") != null
                || item.attribute(RDF, "resource") != null) {
            throw new SidecarException("its dc:description has qualifiers");
        }
        return filled(item, item.afterStart(), item.end(), escaped(description));
    }

    /** A packet that has these keywords too. */
    XmpPacket withKeywords(List<String> keywords) throws SidecarException {
        if (keywords.isEmpty()) {
            return this;
        }
        Element property = property("subject");
        if (attribute("subject") != null) {
            throw new SidecarException("its dc:subject is an attribute, not a list");
        }
        if (property == null) {
            return inserted("subject", "Bag", keywords);
        }
        if (property.children().size() != 1
                || !(property.children().get(0).is(RDF, "Bag")
                        || property.children().get(0).is(RDF, "Seq"))) {
            throw new SidecarException("its dc:subject is not a list");
        }
        Element list = property.children().get(0);
        List<String> present = list.children(RDF, "li").stream()
                .map(item -> item.text().strip())
                .toList();
        StringBuilder added = new StringBuilder();
        for (String keyword : keywords) {
            if (!present.contains(keyword)) {
                added.append(item(sibling(list), false, keyword));
            }
        }
        return added.length() == 0 ? this : filled(list, list.end(), list.end(), added.toString());
    }

    private @Nullable Attribute attribute(String local) throws SidecarException {
        Attribute found = null;
        for (Element description : descriptions) {
            Attribute attribute = description.attribute(DC, local);
            if (attribute != null) {
                if (found != null || property(local) != null) {
                    throw new SidecarException("it has two properties dc:" + local);
                }
                found = attribute;
            }
        }
        return found;
    }

    private @Nullable Element property(String local) throws SidecarException {
        List<Element> found = descriptions.stream()
                .flatMap(description -> description.children(DC, local).stream())
                .toList();
        if (found.size() > 1) {
            throw new SidecarException("it has two properties dc:" + local);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static Element alternatives(Element property) throws SidecarException {
        List<Element> alternatives = property.children(RDF, "Alt");
        if (property.children().size() != 1 || alternatives.isEmpty()) {
            throw new SidecarException("its dc:description is not a text in alternative languages");
        }
        return alternatives.get(0);
    }

    private static void plain(Element property) throws SidecarException {
        if (property.hasAttributes()) {
            throw new SidecarException("its dc:description is not a text in alternative languages");
        }
    }

    private static @Nullable Element defaultItem(Element alternatives) throws SidecarException {
        Element found = null;
        for (Element item : alternatives.children(RDF, "li")) {
            Attribute language = item.attribute(XML, "lang");
            if (language != null && language.value().toLowerCase(Locale.ROOT).equals(DEFAULT_LANGUAGE)) {
                if (found != null) {
                    throw new SidecarException("its dc:description has two texts in the default language");
                }
                found = item;
            }
        }
        return found;
    }

    /** A new property in the first rdf:Description. */
    private XmpPacket inserted(String local, String kind, List<String> values) throws SidecarException {
        Element place = descriptions.isEmpty() ? rdf : descriptions.get(0);
        StringBuilder property = new StringBuilder("<dc:" + local);
        if (!place.has("dc", DC)) {
            property.append(" xmlns:dc=\"" + DC + "\"");
        }
        if (!place.has("rdf", RDF)) {
            property.append(" xmlns:rdf=\"" + RDF + "\"");
        }
        property.append("><rdf:" + kind + ">");
        values.forEach(value -> property.append(item("rdf:li", kind.equals("Alt"), value)));
        property.append("</rdf:" + kind + "></dc:" + local + ">");
        String inserted = descriptions.isEmpty()
                ? "<rdf:Description xmlns:rdf=\"" + RDF + "\" rdf:about=\"\">" + property + "</rdf:Description>"
                : property.toString();
        return filled(place, place.afterStart(), place.afterStart(), inserted);
    }

    private static String sibling(Element list) {
        int colon = list.prefixed().indexOf(':');
        return list.prefixed().substring(0, colon + 1) + "li";
    }

    private String item(String name, boolean language, String value) {
        return "<" + name + (language ? " xml:lang=\"" + DEFAULT_LANGUAGE + "\"" : "") + ">" + escaped(value) + "</"
                + name + ">";
    }

    /** Replaces a part of an element's content; an element that is one tag becomes two. */
    private XmpPacket filled(Element element, int from, int to, String content) throws SidecarException {
        return element.isEmpty()
                ? replaced(
                        element.afterStart() - 2, element.afterStart(), ">" + content + "</" + element.prefixed() + ">")
                : replaced(from, to, content);
    }

    private XmpPacket replaced(int from, int to, String part) throws SidecarException {
        return new XmpPacket(text.with(text().substring(0, from) + part + text().substring(to)));
    }

    /** For texts and attributes; characters that the encoding does not have become references. */
    private String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    String character = Character.toString(c);
                    if (c < 0x80 || text.has(character)) {
                        escaped.append(character);
                    } else {
                        escaped.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return escaped.toString();
    }
}
