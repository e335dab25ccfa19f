package dev.captioner.batch.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpPacketTest {
    private static final String CAPTION = "a \"cat\" & <dog>, 'eine Kätze' \uD83D\uDE00";

    /** A packet of a photo program: odd spacing, comments, both quotes. */
    private static String packet(String attributes, String elements) {
        return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<!-- <rdf:li> of a <comment> -->"
                + "<x:xmpmeta  xmlns:x='adobe:ns:meta/'>\r\n <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                + "  <rdf:Description rdf:about=''\n    xmlns:xmp='http://ns.adobe.com/xap/1.0/'\n"
                + "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmp:Rating = '5' xmp:Label='a > b' " + attributes
                + ">\n"
                + elements + "\t<xmp:Note>&lt;dc:description>no&lt;/dc:description></xmp:Note>\n"
                + "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='w'?>  ";
    }

    private static final String NOTHING = packet("", "");

    private static String alternatives(String items) {
        return packet("", "<dc:description>\n<rdf:Alt>" + items + "</rdf:Alt></dc:description>\n");
    }

    /** Adobe's own library agrees with what is read here. */
    private static void check(XmpPacket packet, String description) throws Exception {
        assertThat(packet.description()).isEqualTo(description);
        XMPMeta meta = XMPMetaFactory.parseFromString(packet.text());
        assertThat(meta.getLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT)
                        .getValue())
                .isEqualTo(description);
        assertThat(meta.getPropertyString(XMPConst.NS_XMP, "Rating")).isEqualTo("5");
        assertThat(meta.getPropertyString(XMPConst.NS_XMP, "Label")).isEqualTo("a > b");
    }

    /** Everything but one part of the text is as it was. */
    private static void checkOnlyChange(String before, XmpPacket after, String removed, String added) {
        assertThat(after.text()).contains(added);
        int at = after.text().indexOf(added);
        assertThat(before)
                .isEqualTo(
                        after.text().substring(0, at) + removed + after.text().substring(at + added.length()));
    }

    private static final String ESCAPED = "a &quot;cat&quot; &amp; &lt;dog&gt;, &#39;eine Kätze&#39; \uD83D\uDE00";

    @Test
    void aPacketWithoutDescriptionGetsOne() throws Exception {
        XmpPacket changed = XmpPacket.of(NOTHING).withDescription(CAPTION);
        check(changed, CAPTION);
        checkOnlyChange(
                NOTHING,
                changed,
                "",
                "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + ESCAPED
                        + "</rdf:li></rdf:Alt></dc:description>");
    }

    @Test
    void onlyTheDefaultLanguageOfSeveralIsReplaced() throws Exception {
        String before = alternatives(
                "<rdf:li xml:lang='de'>eine Katze</rdf:li>\n"
                        + "<rdf:li xml:lang='x-default' >a <![CDATA[c]]>at</rdf:li><!-- --><rdf:li xml:lang=\"fr\">un chat</rdf:li>");
        assertThat(XmpPacket.of(before).description()).isEqualTo("a cat");
        XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION);
        check(changed, CAPTION);
        checkOnlyChange(before, changed, "a <![CDATA[c]]>at", ESCAPED);
    }

    @Test
    void otherLanguagesStayWhereTheDefaultOneIsNew() throws Exception {
        String before = alternatives("<rdf:li xml:lang='de'>eine Katze</rdf:li>");
        assertThat(XmpPacket.of(before).description()).isNull();
        XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION);
        check(changed, CAPTION);
        checkOnlyChange(before, changed, "", "<rdf:li xml:lang=\"x-default\">" + ESCAPED + "</rdf:li>");
    }

    @Test
    void anAttributeIsReplacedInItsPlace() throws Exception {
        String before = packet("dc:description='an &amp; old one' xmp:Nickname='dc:description=\"\"'", "");
        XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION);
        check(changed, CAPTION);
        checkOnlyChange(before, changed, "an &amp; old one", ESCAPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dc:description>old</dc:description>",
                "<dc:description/>",
                "<dc:description></dc:description>",
                "<dc:description><rdf:Alt/></dc:description>",
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'/></rdf:Alt></dc:description>",
                "<d:description xmlns:d='http://purl.org/dc/elements/1.1/'><rdf:Alt></rdf:Alt></d:description>"
            })
    void everyOtherFormIsFilled(String form) throws Exception {
        XmpPacket changed = XmpPacket.of(packet("", form)).withDescription(CAPTION);
        check(changed, CAPTION);
        assertThat(changed.text().indexOf("description>no&")).isPositive();
    }

    @Test
    void descriptionsThatAreOneTagAndUnknownPrefixesAreCompleted() throws Exception {
        String before =
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<r:Description r:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:Rating='5' xmp:Label='a > b'/>"
                        + "</r:RDF></x:xmpmeta>";
        XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION).withKeywords(List.of("one"));
        check(changed, CAPTION);
        assertThat(changed.text())
                .startsWith(before.substring(0, before.indexOf("/>")) + ">")
                .endsWith("</r:Description></r:RDF></x:xmpmeta>");
        XmpPacket empty = XmpPacket.of("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>");
        assertThat(empty.withDescription("a cat").description()).isEqualTo("a cat");
    }

    @Test
    void anUnchangedDescriptionChangesNothing() throws Exception {
        String before = alternatives("<rdf:li xml:lang='x-default'>a &#34;cat&#34;</rdf:li>");
        assertThat(XmpPacket.of(before).withDescription("a \"cat\"").text()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theEncodingStaysWithItsByteOrderMark(String name) throws Exception {
        Charset charset = Charset.forName(name);
        for (String mark : List.of("\uFEFF", "")) {
            byte[] before = (mark + "<?xml version='1.0' encoding='" + name.replaceAll("[LB]E$", "") + "'?>" + NOTHING)
                    .getBytes(charset);
            XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION);
            check(changed, CAPTION);
            String after = new String(changed.bytes(), charset);
            assertThat(after).startsWith(mark + "<?xml").contains("eine Kätze");
        }
    }

    @Test
    void anEncodingWithoutACharacterGetsAReference() throws Exception {
        byte[] before = ("<?xml version='1.0' encoding='ISO-8859-1'?>" + NOTHING.replace("\uFEFF", "") + "<!-- é -->")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] after = XmpPacket.of(before).withDescription(CAPTION).bytes();
        assertThat(XmpPacket.of(after).description()).isEqualTo(CAPTION);
        assertThat(new String(after, StandardCharsets.ISO_8859_1))
                .contains("eine Kätze&#39; &#128512;")
                .endsWith("<!-- é -->");
    }

    @Test
    void keywordsAreAddedToThoseThatAreThere() throws Exception {
        String before = packet("", "<dc:subject><rdf:Bag>\n<rdf:li>mine</rdf:li>\n</rdf:Bag></dc:subject>");
        XmpPacket changed = XmpPacket.of(before).withKeywords(List.of("mine", "a & b"));
        checkOnlyChange(before, changed, "", "<rdf:li>a &amp; b</rdf:li>");
        assertThat(changed.withKeywords(List.of("a & b")).text()).isEqualTo(changed.text());
        XMPMeta meta = XMPMetaFactory.parseFromString(
                XmpPacket.of(NOTHING).withKeywords(List.of("one", "two")).text());
        assertThat(meta.getArrayItem(XMPConst.NS_DC, "subject", 2).getValue()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<rdf:RDF/>",
                "<x/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
                "<x>&e;</x>",
                "<a><b></a>"
            })
    void whatIsNoPacketIsRejected(String text) {
        assertThatThrownBy(() -> XmpPacket.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SidecarException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dc:description>one</dc:description><dc:description>two</dc:description>",
                "<dc:description><rdf:Bag><rdf:li>one</rdf:li></rdf:Bag></dc:description>",
                "<dc:description rdf:resource='http://example.org/'/>",
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default' rdf:parseType='Resource'><rdf:value>a</rdf:value></rdf:li>"
                        + "</rdf:Alt></dc:description>"
            })
    void unusualDescriptionsAreRejectedNotGuessedAt(String elements) {
        assertThatThrownBy(() -> XmpPacket.of(packet("", elements)).withDescription(CAPTION))
                .isInstanceOf(SidecarException.class)
                .hasMessageContaining("dc:description");
    }

    @Test
    void tagsInCharacterDataAndCommentsAreText() throws Exception {
        String before = packet(
                "",
                "<xmp:Note><![CDATA[<dc:description>]]></xmp:Note><!--<dc:description>-->"
                        + "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>old</rdf:li></rdf:Alt></dc:description>");
        checkOnlyChange(before, XmpPacket.of(before).withDescription(CAPTION), "old", ESCAPED);
    }

    @Test
    void bombsOfElementsAreRejected() {
        String many = "<a>".repeat(300_000) + "</a>".repeat(300_000);
        assertThatThrownBy(() -> XmpPacket.of(many)).isInstanceOf(SidecarException.class);
    }

    @Test
    @Tag(TestTags.DATA)
    void thePacketOfAPhotoProgramKeepsItsRatingKeywordsAndSettings() throws Exception {
        byte[] before = Files.readAllBytes(SharedData.require("faults/existing-sidecar.xmp"));
        XmpPacket changed = XmpPacket.of(before).withDescription(CAPTION);
        checkOnlyChange(
                new String(before, StandardCharsets.UTF_8),
                changed,
                "",
                "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + ESCAPED
                        + "</rdf:li></rdf:Alt></dc:description>");
        assertThat(new String(changed.bytes(), StandardCharsets.UTF_8))
                .contains("xmp:Rating=\"5\"", "crs:Exposure2012=\"+0.75\"", "<rdf:li>my keyword</rdf:li>");
    }
}
