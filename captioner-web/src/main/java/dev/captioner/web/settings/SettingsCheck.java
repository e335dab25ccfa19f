package dev.captioner.web.settings;

import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start of a service with unknown settings, because one that is mistyped would be ignored in silence, and of one that other
 * machines could use without a key. Spring Boot starts it, once all settings and the log are known.
 */
final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        stopIfAny(UnknownSettings.in(environment), UnknownSettings.REMEDY);
        stopIfAny(Reachability.faults(environment), Reachability.REMEDY);
    }

    private static void stopIfAny(List<String> faults, String remedy) {
        if (!faults.isEmpty()) {
            throw new SettingsException(faults, remedy);
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
