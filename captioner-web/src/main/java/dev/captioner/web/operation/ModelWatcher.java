package dev.captioner.web.operation;

import dev.captioner.bundle.ModelException;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a new model folder into service when it appears in place of the old one: loaded and checked beside the model that is
 * served, which stays if there is anything wrong with the new one.
 */
public final class ModelWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);

    private final Path folder;
    private final Supplier<ServedModel> loading;
    private final CurrentModel current;
    private final ServiceMetrics metrics;
    private final Duration every;
    private final Thread thread = new Thread(this::watch, "model-watch");
    private String seen;

    /**
     * Watches a folder.
     *
     * @param loading reads and checks what is in it
     * @param every how often to look; zero for never
     */
    public ModelWatcher(
            Path folder, Supplier<ServedModel> loading, CurrentModel current, Duration every, ServiceMetrics metrics) {
        this.folder = folder;
        this.loading = loading;
        this.current = current;
        this.every = every;
        this.metrics = metrics;
        seen = signature();
        thread.setDaemon(true);
        if (!every.isZero()) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(every.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            return; // closed
        }
    }

    /** What tells one folder from another without reading it: its manifest states the hashes of all other files. */
    private String signature() {
        Path manifest = folder.resolve("model.json");
        try {
            BasicFileAttributes attributes = Files.readAttributes(manifest, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException e) {
            return "none";
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever is wrong with a new model, the old one is served
    private void look() {
        String now = signature();
        if (now.equals(seen) || now.equals("none")) { // gone for a moment, or for good: the model is in memory
            return;
        }
        seen = now;
        try {
            ServedModel model = loading.get();
            current.replace(model);
            metrics.reloaded(true);
            LOG.atInfo()
                    .addKeyValue("model", model.description().name())
                    .addKeyValue("version", model.description().version())
                    .log("another model is served");
        } catch (ModelException e) {
            metrics.reloaded(false);
            LOG.error("the model folder has changed, and is not taken: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            metrics.reloaded(false);
            LOG.error("the model folder has changed, and is not taken", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
