package dev.captioner.web.operation;

import dev.captioner.bundle.ModelException;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.settings.Reloading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the model folder and reloads it when it was replaced. The new model is loaded and checked while the old one stays in
 * service; if the new one is invalid, the old one remains.
 */
public final class ModelWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);

    private final Path folder;
    private final Supplier<ServedModel> loading;
    private final CurrentModel current;
    private final ServiceMetrics metrics;
    private final Reloading reloading;
    private String seen;

    /**
     * Starts to watch a folder.
     *
     * @param loading loads and checks the model in the folder
     * @param every polling interval; zero for never
     */
    public ModelWatcher(
            Path folder, Supplier<ServedModel> loading, CurrentModel current, Duration every, ServiceMetrics metrics) {
        this.folder = folder;
        this.loading = loading;
        this.current = current;
        this.metrics = metrics;
        seen = signature();
        reloading = Reloading.start("model-watch", every, this::check);
    }

    /** Changes when the folder is replaced; the manifest suffices, because it has the hashes of all other files. */
    private String signature() {
        Path manifest = folder.resolve("model.json");
        try {
            BasicFileAttributes attributes = Files.readAttributes(manifest, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException e) {
            return "none";
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever is wrong with the new model, the old one stays in service
    private void check() {
        String now = signature();
        if (now.equals(seen) || now.equals("none")) { // deleted, maybe only for a moment: the model is in memory
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
                    .log("model reloaded");
        } catch (ModelException e) {
            metrics.reloaded(false);
            LOG.error("the changed model folder is rejected, the old model stays in service: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            metrics.reloaded(false);
            LOG.error("the changed model folder is rejected, the old model stays in service", e);
        }
    }

    @Override
    public void close() {
        reloading.close();
    }
}
