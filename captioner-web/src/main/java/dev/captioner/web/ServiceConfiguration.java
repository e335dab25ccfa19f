package dev.captioner.web;

import dev.captioner.image.PhotoReader;
import dev.captioner.web.body.BodyFilter;
import dev.captioner.web.body.BodyMemory;
import dev.captioner.web.body.BodyRoute;
import dev.captioner.web.body.InferenceBodyRoute;
import dev.captioner.web.connection.BrokenConnectionFilter;
import dev.captioner.web.connection.ProblemValve;
import dev.captioner.web.connection.ServiceProtocol;
import dev.captioner.web.jobs.JobBodyRoute;
import dev.captioner.web.jobs.JobRunner;
import dev.captioner.web.jobs.Jobs;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.operation.ModelWatcher;
import dev.captioner.web.operation.RequestLogFilter;
import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.security.ApiKeyFilter;
import dev.captioner.web.security.CurrentKeys;
import dev.captioner.web.security.OriginFilter;
import dev.captioner.web.security.SecurityHeaderFilter;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The components of the service, and the order of the filters that a request passes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class ServiceConfiguration {
    /** The model is loaded and checked before the service listens on its port. */
    @Bean
    CurrentModel currentModel(Settings settings, ServiceMetrics metrics) {
        return new CurrentModel(load(settings, metrics));
    }

    private static ServedModel load(Settings settings, ServiceMetrics metrics) {
        return ServedModel.load(
                settings.modelFolder(), settings.homeFolder(), settings.queue().together(), metrics);
    }

    @Bean
    ModelWatcher modelWatch(Settings settings, CurrentModel current, ServiceMetrics metrics) {
        return new ModelWatcher(
                settings.modelFolder(), () -> load(settings, metrics), current, settings.reload(), metrics);
    }

    @Bean
    Serving serving(Settings settings, CurrentModel current, ServiceMetrics metrics) {
        return new Serving(
                current, new PhotoReader(settings.photo().limits()), settings.queue(), settings.limits(), metrics);
    }

    @Bean
    Jobs jobs(Settings settings, CurrentModel current, Serving serving, ServiceMetrics metrics) {
        return new Jobs(
                settings.jobs(),
                settings.connections().slowest().toBytes(),
                new JobRunner(settings, current, serving),
                metrics);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> resumeJobs(Jobs jobs) {
        return event -> jobs.resume();
    }

    /** Runs after Spring Boot's own, so that its valve is the inner one and reports first. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(
            Settings settings, ProblemWriter problems, ClientGone clientGone, ServiceMetrics metrics) {
        return factory -> {
            factory.setProtocol(ServiceProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> ((ServiceProtocol) connector.getProtocolHandler())
                    .configure(settings.connections(), problems, metrics));
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve(problems, clientGone)));
        };
    }

    @Bean
    FilterRegistrationBean<RequestLogFilter> requestLog() {
        return filter(1, new RequestLogFilter(), DispatcherType.REQUEST, DispatcherType.ASYNC);
    }

    @Bean
    FilterRegistrationBean<BrokenConnectionFilter> brokenConnections(ClientGone clientGone) {
        return filter(2, new BrokenConnectionFilter(clientGone), DispatcherType.REQUEST, DispatcherType.ASYNC);
    }

    @Bean
    FilterRegistrationBean<SecurityHeaderFilter> headers() {
        return filter(2, new SecurityHeaderFilter(), DispatcherType.REQUEST, DispatcherType.REQUEST);
    }

    @Bean
    FilterRegistrationBean<OriginFilter> origins(Settings settings, Environment environment, ProblemWriter problems) {
        OriginFilter filter = new OriginFilter(settings, environment.getProperty("server.address"), problems);
        return filter(3, filter, DispatcherType.REQUEST, DispatcherType.REQUEST);
    }

    @Bean
    CurrentKeys currentKeys(Settings settings) {
        return new CurrentKeys(settings.security(), settings.reload());
    }

    @Bean
    FilterRegistrationBean<ApiKeyFilter> keys(Settings settings, CurrentKeys keys, ProblemWriter problems) {
        ApiKeyFilter filter = new ApiKeyFilter(keys, settings.security(), problems);
        return filter(4, filter, DispatcherType.REQUEST, DispatcherType.REQUEST);
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodies(
            Settings settings, Jobs jobs, Serving serving, ProblemWriter problems, ClientGone clientGone) {
        BodyMemory memory = new BodyMemory(settings);
        List<BodyRoute> routes =
                List.of(new JobBodyRoute(settings.jobs(), jobs, memory), new InferenceBodyRoute(serving, memory));
        BodyFilter filter = new BodyFilter(routes, settings.body().time(), problems, clientGone);
        return filter(5, filter, DispatcherType.REQUEST, DispatcherType.ASYNC);
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(
            int place, F filter, DispatcherType first, DispatcherType second) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(place);
        registration.setDispatcherTypes(EnumSet.of(first, second));
        return registration;
    }
}
