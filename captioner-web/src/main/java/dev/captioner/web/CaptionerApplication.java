package dev.captioner.web;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; it ends with the process. */
@SpringBootApplication(proxyBeanMethods = false)
public class CaptionerApplication {
    /** Takes Spring's arguments, such as {@code --server.port=9000 --captioner.model=pretrained/captions}. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
        SpringApplication.run(CaptionerApplication.class, arguments);
    }
}
