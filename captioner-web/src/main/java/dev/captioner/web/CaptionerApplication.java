package dev.captioner.web;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.web.serving.CurrentModel;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
public class CaptionerApplication {
    private static final Logger LOG = LoggerFactory.getLogger(CaptionerApplication.class);

    /** Takes Spring Boot's arguments, such as {@code --server.port=9000 --captioner.model=pretrained/captions}. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same number format on every machine
        Thread preloading = new Thread(Captioner::preload, "preloading"); // while Spring starts on one core
        preloading.setDaemon(true);
        preloading.start();
        SpringApplication application = new SpringApplication(CaptionerApplication.class);
        if (!Boolean.getBoolean("captioner.terminal.out")) { // no terminal: programs read the log
            application.setDefaultProperties(Map.of("logging.structured.format.console", "ecs"));
        }
        ConfigurableApplicationContext context = application.run(arguments);
        try (CurrentModel.Lease lease = context.getBean(CurrentModel.class).lease()) {
            ModelDescription model = lease.model().description();
            LOG.info(
                    "serving {} {} on port {}; stop with Ctrl-C",
                    model.name(),
                    model.version(),
                    context.getEnvironment().getProperty("local.server.port"));
        }
    }
}
