package dev.captioner.batch.target;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import org.jspecify.annotations.Nullable;

/** Descriptions in XMP, ISO 16684-1: the property dc:description. */
final class Xmp {
    private Xmp() {}

    /** A new sidecar file. */
    static XmpPacket sidecar(String description) {
        try {
            return XmpPacket.of(packet(description, true) + "\n");
        } catch (SidecarException e) {
            throw new IllegalStateException("a new packet is sound", e);
        }
    }

    /**
     * A packet for a photo that may already have one.
     *
     * @param packet the existing packet, whose other properties are kept
     * @throws SidecarException when that packet cannot be read or changed
     */
    static String packet(@Nullable String packet, String description) throws SidecarException {
        return packet == null
                ? packet(description, false)
                : XmpPacket.of(packet).withDescription(description).text();
    }

    private static String packet(String description, boolean alone) {
        try {
            XMPMeta meta = XMPMetaFactory.create();
            meta.setLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT, description);
            return XMPMetaFactory.serializeToString(
                    meta,
                    new SerializeOptions()
                            .setOmitPacketWrapper(alone)
                            .setPadding(0)
                            .setUseCompactFormat(true));
        } catch (XMPException e) {
            throw new IllegalStateException("a description can always be written", e);
        }
    }
}
