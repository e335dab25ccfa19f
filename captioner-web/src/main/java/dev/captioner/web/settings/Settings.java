package dev.captioner.web.settings;

import dev.captioner.image.PhotoLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All of the service's own settings; {@link SettingsTable} prints them. Addresses, ports, logs and what else belongs to Spring is
 * set as Spring has it.
 */
@ConfigurationProperties("captioner")
public record Settings(
        @Meaning("captioner's own folder: published models, and the photos that golden captions are checked with")
        @DefaultValue("")
        String home,

        @Meaning("the model folder; without it, `pretrained/captions` of the home folder") @Nullable
        String model,

        @Meaning("how often to look whether the model folder was replaced; 0 for never") @DefaultValue("5s")
        Duration reload,

        @DefaultValue Photo photo,
        @DefaultValue Body body,
        @DefaultValue Queue queue,
        @DefaultValue Security security,
        @DefaultValue Jobs jobs) {

    /** What a photo may cost. */
    public record Photo(
            @Meaning("most bytes of a photo") @DefaultValue("10MB")
            DataSize bytes,

            @Meaning("most pixels, as the photo's header states them") @DefaultValue("16800000")
            long pixels,

            @Meaning("longest time to decode a photo") @DefaultValue("5s")
            Duration time) {
        /** The same for the reader of photos. */
        public PhotoLimits limits() {
            return new PhotoLimits(Math.toIntExact(bytes.toBytes()), pixels, time);
        }
    }

    /** What receiving requests may cost. */
    public record Body(
            @Meaning("longest time for a request to arrive") @DefaultValue("30s")
            Duration time,

            @Meaning("most bytes of requests in memory, of all clients together") @DefaultValue("256MB")
            DataSize memory) {}

    /** How many wait, how long, how many are computed together. */
    public record Queue(
            @Meaning("most requests that are computed or wait for it; more are refused") @DefaultValue("64")
            int capacity,

            @Meaning("longest time from a request's arrival to its answer; what takes longer is given up")
            @DefaultValue("10s")
            Duration deadline,

            @Meaning("most photos whose captions are computed together") @DefaultValue("16")
            int together) {}

    /** Who may ask how often. */
    public record Security(
            @Meaning(
                    "API keys: a name of one's choice, and the SHA-256 of the key in hexadecimal; with none, no key is asked for")
            @DefaultValue
            Map<String, String> keys,

            @Meaning("most requests a minute of one key, as many at once; 0 for no limit") @DefaultValue("600")
            int requestsPerMinute) {}

    /** What jobs are about, and what they may cost. */
    public record Jobs(
            @Meaning("a folder of photos of which jobs may name subfolders; without it, they may name none") @Nullable
            String root,

            @Meaning("where jobs are kept; without it, `captioner-jobs-USER` in the folder for temporary files")
            @Nullable
            String work,

            @Meaning("most bytes of an uploaded archive") @DefaultValue("1GB")
            DataSize archiveLimit,

            @Meaning("longest time for an archive to arrive") @DefaultValue("30m")
            Duration archiveTime,

            @Meaning("most jobs that wait or are being uploaded; more are refused") @DefaultValue("8")
            int waiting,

            @Meaning("most jobs that are kept when they have ended; the oldest go first") @DefaultValue("50")
            int kept) {
        /** Where jobs are kept. */
        public Path workFolder() {
            return work == null
                    ? Path.of(System.getProperty("java.io.tmpdir"), "captioner-jobs-" + System.getProperty("user.name"))
                    : Path.of(work);
        }
    }

    /** The home folder. */
    public Path homeFolder() {
        return Path.of(home); // Spring, left to make the path, would look for it among the resources of the server
    }

    /** The model folder. */
    public Path modelFolder() {
        return model == null ? homeFolder().resolve("pretrained/captions") : Path.of(model);
    }
}
