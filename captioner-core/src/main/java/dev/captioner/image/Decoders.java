package dev.captioner.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The decoders of the JDK itself: plug-ins that happen to lie on the class path must not change what a photo looks like, nor
 * what a hostile one can reach.
 */
final class Decoders {
    private static final List<ImageReaderSpi> PROVIDERS = providers();

    private Decoders() {}

    /**
     * A decoder for one photo.
     *
     * @throws IllegalStateException when this Java runtime has none
     */
    static ImageReader create(PhotoFormat format) {
        for (ImageReaderSpi provider : PROVIDERS) {
            if (List.of(provider.getFormatNames()).contains(format.name())) {
                try {
                    return provider.createReaderInstance();
                } catch (IOException e) {
                    throw new IllegalStateException(
                            "the " + format + " decoder of this Java runtime does not start", e);
                }
            }
        }
        throw new IllegalStateException(
                "this Java runtime has no " + format + " decoder; use one with all of java.desktop");
    }

    private static List<ImageReaderSpi> providers() {
        Module desktop = ImageReaderSpi.class.getModule();
        List<ImageReaderSpi> providers = new ArrayList<>();
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        all.forEachRemaining(provider -> {
            if (provider.getClass().getModule().equals(desktop)) {
                providers.add(provider);
            }
        });
        return List.copyOf(providers);
    }
}
