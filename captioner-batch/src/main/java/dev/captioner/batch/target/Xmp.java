package dev.captioner.batch.target;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Descriptions in XMP, ISO 16684-1: the property dc:description. */
final class Xmp {
    private Xmp() {}

    /** A complete sidecar file. */
    static byte[] sidecar(String description) {
        try {
            return (described(XMPMetaFactory.create(), description, true) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (XMPException e) {
            throw new IllegalStateException("a description can always be written", e);
        }
    }

    /**
     * A packet for a photo that may already have one.
     *
     * @param packet the existing packet, whose other properties are kept
     * @throws XMPException when that packet cannot be read
     */
    static String packet(@Nullable String packet, String description) throws XMPException {
        return described(
                packet == null ? XMPMetaFactory.create() : XMPMetaFactory.parseFromString(packet), description, false);
    }

    private static String described(XMPMeta meta, String description, boolean alone) throws XMPException {
        meta.setLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT, description);
        return XMPMetaFactory.serializeToString(
                meta,
                new SerializeOptions().setOmitPacketWrapper(alone).setPadding(0).setUseCompactFormat(true));
    }
}
