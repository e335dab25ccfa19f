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

/** What the service counts and times, beside what Spring counts and times of every web application. */
@Component
public class ServiceMetrics {
    private final MeterRegistry registry;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final DistributionSummary together;
    private final Counter words;
    private final DistributionSummary confidence;

    /** Registers them. */
    public ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("captioner.stage")
                            .description("time of a request, by what it was spent on")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofSeconds(10))
                            .register(registry));
        }
        together = DistributionSummary.builder("captioner.batch.size")
                .description("photos whose next word was computed together")
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

    /** A value to be read whenever somebody asks. */
    public void watch(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** A request has spent time on a stage. */
    public void spent(Stage stage, Duration time) {
        Objects.requireNonNull(stages.get(stage)).record(time);
    }

    /** The next word of so many photos' captions was computed. */
    public void computedTogether(int photos) {
        together.record(photos);
    }

    /** A photo got captions, best first. */
    public void captioned(List<Caption> captions) {
        captions.forEach(caption -> words.increment(caption.tokens().size()));
        Caption best = captions.get(0);
        int predictions = best.tokens().size() + (best.truncated() ? 0 : 1);
        confidence.record(Math.exp(best.logProbability() / Math.max(1, predictions)));
    }

    /** A request was refused, or its client went away. */
    public void refused(String reason) {
        registry.counter("captioner.refusals", "reason", reason).increment();
    }

    /** A job has come to its end, whichever. */
    public void jobEnded(String state) {
        registry.counter("captioner.jobs.ended", "state", state).increment();
    }

    /** A job has dealt with photos. */
    public void jobPhotos(long captioned, long failed) {
        registry.counter("captioner.jobs.photos", "outcome", "captioned").increment((double) captioned);
        registry.counter("captioner.jobs.photos", "outcome", "failed").increment((double) failed);
    }

    /** A model folder was looked at because it had changed. */
    public void reloaded(boolean taken) {
        registry.counter("captioner.reloads", "outcome", taken ? "taken" : "refused")
                .increment();
    }
}
