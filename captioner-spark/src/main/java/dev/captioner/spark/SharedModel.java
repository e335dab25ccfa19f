package dev.captioner.spark;

import dev.captioner.Captioner;
import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that is broadcast to every executor once, and loaded once per executor, by the first task, for all its tasks. */
final class SharedModel implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);

    /** The models of this process by identity; they are never closed. */
    private static final ConcurrentMap<String, Captioner> LOADED = new ConcurrentHashMap<>();

    private final String identity;
    private final Broadcast<PackedModel> model;

    private SharedModel(String identity, Broadcast<PackedModel> model) {
        this.identity = identity;
        this.model = model;
    }

    static SharedModel of(SparkSession session, PackedModel model) {
        return new SharedModel(
                model.identity(),
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model));
    }

    Captioner captioner() {
        return LOADED.computeIfAbsent(identity, key -> {
            LOG.info("loading model {}", key);
            return model.value().load();
        });
    }
}
