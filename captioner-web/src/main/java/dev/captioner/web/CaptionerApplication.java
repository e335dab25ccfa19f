package dev.captioner.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; it ends with the process. */
@SpringBootApplication(proxyBeanMethods = false)
public class CaptionerApplication {
    /** Takes Spring's arguments, such as {@code --server.port=9000 --captioner.model=pretrained/captions}. */
    public static void main(String[] arguments) {
        SpringApplication.run(CaptionerApplication.class, arguments);
    }
}
