package dev.captioner.web;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.image.FormatSupport;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.settings.ServeArguments;
import dev.captioner.web.settings.Settings;
import dev.captioner.web.settings.SettingsException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
public class CaptionerApplication {
    private static final Logger LOG = LoggerFactory.getLogger(CaptionerApplication.class);

    /** Takes the options of {@code captioner serve}, such as {@code --port 9000}, and settings, such as {@code --server.port=9000}. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same number format on every machine
        String[] settings;
        try {
            settings = ServeArguments.settings(arguments);
        } catch (SettingsException e) {
            System.err.println("captioner: " + e.getMessage() + "\ncaptioner: " + e.remedy());
            System.exit(e.getExitCode());
            return;
        }
        Thread preloading = new Thread(Captioner::preload, "preloading"); // while Spring starts on one core
        preloading.setDaemon(true);
        preloading.start();
        Thread formats = new Thread(FormatSupport::all, "formats"); // looks for programs, which takes a moment
        formats.setDaemon(true);
        formats.start();
        ConfigurableApplicationContext context = new SpringApplication(CaptionerApplication.class).run(settings);
        announceFormats(context);
        announce(context);
    }

    /** Says which photos the service reads. */
    private static void announceFormats(ConfigurableApplicationContext context) {
        String photos = FormatSupport.inWords(
                FormatSupport.all(), context.getBean(Settings.class).photo().limits());
        if (LogFormat.isText(context.getEnvironment())) {
            System.out.println(photos);
        } else {
            LOG.info(photos);
        }
    }

    /** Says where the service is: to people in one line, to programs in the log. */
    private static void announce(ConfigurableApplicationContext context) {
        String address = ServiceAddress.of(context.getEnvironment());
        try (CurrentModel.Lease lease = context.getBean(CurrentModel.class).lease()) {
            ModelDescription model = lease.model().description();
            if (LogFormat.isText(context.getEnvironment())) {
                System.out.println("captioner listens on " + address + " (model " + model.name() + " " + model.version()
                        + "); stop it with Ctrl-C");
            } else {
                LOG.atInfo()
                        .addKeyValue("address", address)
                        .addKeyValue("model", model.name())
                        .addKeyValue("version", model.version())
                        .log("serving {} {} on {}", model.name(), model.version(), address);
            }
        }
    }
}
