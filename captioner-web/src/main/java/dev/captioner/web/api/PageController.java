package dev.captioner.web.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the page at {@code /}, the page for jobs, and their files. The pages call the service like any other client. */
@RestController
class PageController implements WebMvcConfigurer {
    private static final Resource DOCUMENT = new ClassPathResource("page/index.html");
    private static final Resource JOBS = new ClassPathResource("page/jobs.html");

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    Resource document() {
        return DOCUMENT;
    }

    @GetMapping(path = "/jobs.html", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    Resource jobs() {
        return JOBS;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/page/*").addResourceLocations("classpath:/page/files/");
    }
}
