package dev.captioner.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The decoders and encoders of the JDK itself. Plug-ins on the class path must not change the pixels of a photo, nor
 * the code that a hostile photo can reach.
 */
final class Codecs {
    private static final List<ImageReaderSpi> READERS = ofTheJdk(ImageReaderSpi.class);
    private static final List<ImageWriterSpi> WRITERS = ofTheJdk(ImageWriterSpi.class);

    private Codecs() {}

    /**
     * A decoder for one photo.
     *
     * @throws IllegalStateException when this Java runtime has none
     */
    static ImageReader reader(PhotoFormat format) {
        ImageReaderSpi provider = provider(READERS, format);
        try {
            return provider.createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException("the " + format + " decoder of this Java runtime does not start", e);
        }
    }

    /**
     * An encoder for one photo.
     *
     * @throws IllegalStateException when this Java runtime has none
     */
    static ImageWriter jpegWriter() {
        ImageWriterSpi provider = provider(WRITERS, PhotoFormat.JPEG);
        try {
            return provider.createWriterInstance();
        } catch (IOException e) {
            throw new IllegalStateException("the JPEG encoder of this Java runtime does not start", e);
        }
    }

    private static <T extends ImageReaderWriterSpi> T provider(List<T> providers, PhotoFormat format) {
        for (T provider : providers) {
            if (List.of(provider.getFormatNames()).contains(format.name())) {
                return provider;
            }
        }
        throw new IllegalStateException(
                "this Java runtime cannot read and write " + format + "; use one with all of java.desktop");
    }

    private static <T extends ImageReaderWriterSpi> List<T> ofTheJdk(Class<T> kind) {
        List<T> providers = new ArrayList<>();
        Iterator<T> all = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        all.forEachRemaining(provider -> {
            if (provider.getClass().getModule().equals(kind.getModule())) {
                providers.add(provider);
            }
        });
        return List.copyOf(providers);
    }
}
