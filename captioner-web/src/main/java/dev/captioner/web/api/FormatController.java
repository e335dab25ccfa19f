package dev.captioner.web.api;

import dev.captioner.image.FormatSupport;
import dev.captioner.web.settings.Settings;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /formats}: which photos the service reads. */
@RestController
class FormatController {
    private final Formats formats;

    FormatController(Settings settings) {
        formats = new Formats(
                FormatSupport.all().stream()
                        .map(format -> new Format(format.name(), format.extensions(), format.readable()))
                        .toList(),
                FormatSupport.Limits.of(settings.photo().limits()));
    }

    /** All formats and the limits of each photo. */
    record Formats(List<Format> formats, FormatSupport.Limits limits) {}

    /**
     * A format of photos. Which program decodes it is not for clients to know.
     *
     * @param extensions of its files, in lower case and without a dot
     * @param readable whether this service has a decoder for it
     */
    record Format(String name, List<String> extensions, boolean readable) {}

    @GetMapping(path = "/formats", produces = MediaType.APPLICATION_JSON_VALUE)
    Formats formats() {
        return formats;
    }
}
