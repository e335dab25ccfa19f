package dev.captioner.web.settings;

import dev.captioner.image.PhotoLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All settings of the service itself; {@link SettingsTable} prints them. Addresses, ports, logging and the like are settings of
 * Spring Boot.
 */
@ConfigurationProperties("captioner")
public record Settings(
        @Description("captioner's home folder: published models, and the photos of their golden captions")
        @DefaultValue("")
        String home,

        @Description("model folder; default: `pretrained/captions` in the home folder") @Nullable
        String model,

        @Description("how often to check whether the model folder or the keys file was replaced; 0: never")
        @DefaultValue("5s")
        Duration reload,

        @Description(
                "format of the log: `json` (Elastic Common Schema) or `text`; default: `text` on a terminal, otherwise `json`")
        @Nullable
        Log log,

        @Description(
                "prefixes of settings in arguments and configuration files that are neither the service's nor Spring Boot's; others stop the start")
        @DefaultValue
        List<String> unchecked,

        @DefaultValue Photo photo,
        @DefaultValue Body body,
        @DefaultValue Connections connections,
        @DefaultValue Queue queue,
        @DefaultValue Limits limits,
        @DefaultValue Security security,
        @DefaultValue Cors cors,
        @DefaultValue Jobs jobs) {

    /** Formats of the log. */
    public enum Log {
        JSON,
        TEXT
    }

    /** Limits for a photo. */
    public record Photo(
            @Description("maximum size of a photo; also `--max-bytes`") @DefaultValue("100MB")
            DataSize bytes,

            @Description("maximum number of pixels, as the photo's header declares them; also `--max-pixels`")
            @DefaultValue("250000000")
            long pixels,

            @Description("maximum time to decode a photo") @DefaultValue("30s")
            Duration time) {
        /** These limits in the form that the photo reader takes. */
        public PhotoLimits limits() {
            return new PhotoLimits(Math.toIntExact(bytes.toBytes()), pixels, time);
        }
    }

    /** Limits for receiving requests. */
    public record Body(
            @Description("maximum time for a request to arrive") @DefaultValue("30s")
            Duration time,

            @Description("maximum memory for request bodies, all clients together") @DefaultValue("256MB")
            DataSize memory) {}

    /** Limits for connections. */
    public record Connections(
            @Description("maximum time for the head of a request to arrive, from its first to its last byte")
            @DefaultValue("10s")
            Duration headTime,

            @Description(
                    "maximum number of connections from one address, in IPv6 from one /64 network; 0: no limit, as behind a proxy")
            @DefaultValue("512")
            int perAddress,

            @Description(
                    "slowest rate, bytes per second over at least 30 s, at which a client may read a response or send an archive")
            @DefaultValue("16KB")
            DataSize slowest) {}

    /** Limits for the request queue and for batching. */
    public record Queue(
            @Description(
                    "maximum work in flight, waiting or in progress, in units: a default request costs 1; also the maximum number of heavy requests in flight")
            @DefaultValue("64")
            int capacity,

            @Description(
                    "maximum time from a request's arrival to its response; the service abandons a request that takes longer")
            @DefaultValue("10s")
            Duration deadline,

            @Description("the same for a heavy request, which costs more than 2 units") @DefaultValue("60s")
            Duration heavyDeadline,

            @Description("maximum number of photos whose captions are decoded in one batch") @DefaultValue("16")
            int together) {}

    /** Limits for decoding options, below those that the library has. */
    public record Limits(
            @Description("maximum beam width of a request") @DefaultValue("100")
            int beam,

            @Description("maximum number of captions of a request") @DefaultValue("100")
            int nBest,

            @Description(
                    "maximum number of words of a caption that a request may ask for, as minimum or maximum length")
            @DefaultValue("100")
            int length,

            @Description("maximum number of words that a request may require in a caption, those of phrases included")
            @DefaultValue("100")
            int include) {}

    /** API keys and their rate limit. */
    public record Security(
            @Description(
                    "API keys: any name, and the SHA-256 of the key in hexadecimal; if there are none, here or in the keys file, the service requires no key")
            @DefaultValue
            Map<String, String> keys,

            @Description(
                    "file with further keys, one `NAME=HASH` a line; the service reads it again when it changes (`captioner.reload`)")
            @Nullable
            String keysFile,

            @Description(
                    "host names of the service besides IP addresses and names without a dot; `*.NAME` for all names below one, `*` for any name")
            @DefaultValue
            List<String> hosts,

            @Description("whether the service may be reached from other machines although it has no keys")
            @DefaultValue("false")
            boolean open,

            @Description(
                    "rate limit of each key, units per minute: a default request costs 1; a burst may have as many; 0: no limit")
            @DefaultValue("600")
            int requestsPerMinute) {
        /** Whether requests need a key. */
        public boolean requiresKey() {
            return !keys.isEmpty() || keysFile != null;
        }
    }

    /** Pages of other origins. */
    public record Cors(
            @Description(
                    "origins whose pages may send requests (CORS), such as `https://example.com`; `*`: all; default: none")
            @DefaultValue
            List<String> origins) {}

    /** Folders and limits of jobs. */
    public record Jobs(
            @Description("folder of photos whose subfolders jobs may name; without it, jobs cannot name a folder")
            @Nullable
            String root,

            @Description("folder for the files of jobs; default: `captioner/jobs` in the user's folder for state, or"
                    + " `captioner-jobs-USER` in the folder for temporary files if the user has no home folder")
            @Nullable
            String work,

            @Description("maximum size of an uploaded archive") @DefaultValue("1GB")
            DataSize archiveLimit,

            @Description("maximum time for an archive to arrive") @DefaultValue("30m")
            Duration archiveTime,

            @Description("maximum number of jobs that wait or are being uploaded; further ones are rejected")
            @DefaultValue("8")
            int waiting,

            @Description("maximum number of ended jobs to keep; the oldest are deleted first") @DefaultValue("50")
            int kept) {
        /** The folder for the files of jobs. */
        public Path workFolder() {
            return work == null ? StateFolder.ofJobs(System.getenv()::get, System::getProperty) : Path.of(work);
        }
    }

    /** The home folder. */
    public Path homeFolder() {
        return Path.of(home); // not bound as a Path: Spring would look it up among the server resources
    }

    /** The model folder. */
    public Path modelFolder() {
        return model == null ? homeFolder().resolve("pretrained/captions") : Path.of(model);
    }
}
