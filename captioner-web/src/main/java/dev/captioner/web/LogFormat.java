package dev.captioner.web;

import dev.captioner.web.settings.Settings;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Chooses the form of the log before its first line: text for people at a terminal, otherwise JSON for programs. Settings of Spring Boot
 * for the log take precedence.
 */
final class LogFormat implements EnvironmentPostProcessor {
    private static final Map<String, Object> JSON = Map.of("logging.structured.format.console", "ecs");

    /** What people need: one line with the address, the requests, and what goes wrong. */
    private static final Map<String, Object> TEXT = Map.of(
            "logging.level.root", "warn",
            "logging.level.dev.captioner", "info",
            "spring.main.log-startup-info", "false",
            "logging.pattern.console", "%d{HH:mm:ss} %clr(%m){%p}%n%wEx");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("log format", isText(environment) ? TEXT : JSON));
    }

    /** Whether the log is text. */
    static boolean isText(ConfigurableEnvironment environment) {
        Settings.Log log = environment.getProperty("captioner.log", Settings.Log.class);
        return log == null ? Boolean.getBoolean("captioner.terminal.out") : log == Settings.Log.TEXT;
    }
}
