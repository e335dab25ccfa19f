package dev.captioner.web.metrics;

import dev.captioner.Caption;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The metrics of the service, in addition to those that Spring Boot has of every web application. */
@Component
public class ServiceMetrics {
    private final MeterRegistry registry;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final DistributionSummary together;
    private final Counter words;
    private final DistributionSummary confidence;

    /** Registers the metrics. */
    public ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("captioner.stage")
                            .description("time of a request by stage")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofSeconds(10))
                            .register(registry));
        }
        together = DistributionSummary.builder("captioner.batch.size")
                .description("photos in one decoder step")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
                .register(registry);
        words = Counter.builder("captioner.words")
                .description("words of captions")
                .register(registry);
        confidence = DistributionSummary.builder("captioner.confidence")
                .description("probability of the best caption, geometric mean over its words and end")
                .serviceLevelObjectives(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
                .register(registry);
    }

    /** Registers a gauge, whose value is read at each scrape. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Registers a gauge with a label, whose value is read at each scrape. */
    public void gauge(String name, String label, String of, String description, Supplier<Number> value) {
        Gauge.builder(name, value).tag(label, of).description(description).register(registry);
    }

    /** Records the time that a request spent on a stage. */
    public void recordTime(Stage stage, Duration time) {
        Objects.requireNonNull(stages.get(stage)).record(time);
    }

    /** Records a decoder step for the captions of so many photos. */
    public void recordStep(int photos) {
        together.record(photos);
    }

    /** Records the captions of a photo, best first. */
    public void captioned(List<Caption> captions) {
        captions.forEach(caption -> words.increment(caption.tokens().size()));
        Caption best = captions.get(0);
        int predictions = best.tokens().size() + (best.truncated() ? 0 : 1);
        confidence.record(Math.exp(best.logProbability() / Math.max(1, predictions)));
    }

    /** Counts a rejected request. */
    public void rejected(String reason) {
        registry.counter("captioner.refusals", "reason", reason).increment();
    }

    /** Counts a request whose client disconnected before it had its response. */
    public void clientGone() {
        registry.counter("captioner.clients.gone").increment();
    }

    /** Counts a connection that the service has closed before its client did. */
    public void connectionClosed(String reason) {
        registry.counter("captioner.connections.closed", "reason", reason).increment();
    }

    /** Counts an ended job by its state. */
    public void jobEnded(String state) {
        registry.counter("captioner.jobs.ended", "state", state).increment();
    }

    /** Counts photos of jobs. */
    public void jobPhotos(long captioned, long failed) {
        registry.counter("captioner.jobs.photos", "outcome", "captioned").increment((double) captioned);
        registry.counter("captioner.jobs.photos", "outcome", "failed").increment((double) failed);
    }

    /** Counts a changed model folder, taken into service or rejected. */
    public void reloaded(boolean taken) {
        registry.counter("captioner.reloads", "outcome", taken ? "taken" : "refused")
                .increment();
    }
}
