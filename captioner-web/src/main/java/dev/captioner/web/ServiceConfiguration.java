package dev.captioner.web;

import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service is made of; {@code application.properties} has its settings. */
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {
    /** For what surrounds the photo in a request: headers of its part, other parts. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    @Bean
    PhotoLimits photoLimits() {
        return PhotoLimits.DEFAULT;
    }

    @Bean
    PhotoReader photoReader(PhotoLimits limits) {
        return new PhotoReader(limits);
    }

    /** Stops reading a request that is over the limit. Photos stay in memory: none is written to a disk. */
    @Bean
    MultipartConfigElement multipartLimits(PhotoLimits limits) {
        return new MultipartConfigElement("", limits.bytes(), limits.bytes() + ENVELOPE_BYTES, limits.bytes());
    }

    /** Closed with the context. */
    @Bean
    ServedModel servedModel(@Value("${captioner.model}") Path folder) {
        return ServedModel.load(folder);
    }
}
