package dev.captioner.web.inference;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v2/...}: health of the service, and inputs and outputs of its model. */
@RestController
class StatusController {
    private final CurrentModel current;
    private final ApplicationAvailability availability;

    StatusController(CurrentModel current, ApplicationAvailability availability) {
        this.current = current;
        this.availability = availability;
    }

    /** Liveness. */
    record Live(boolean live) {}

    /** Readiness of the service. */
    record Ready(boolean ready) {}

    /** Readiness of the model. */
    record ModelReady(String name, boolean ready) {}

    /** Description of the service. */
    record Server(String name, String version, List<String> extensions) {}

    /**
     * Description of the model.
     *
     * @param platform the runtime
     */
    record Model(
            String name, List<String> versions, String platform, List<TensorType> inputs, List<TensorType> outputs) {}

    @GetMapping(path = "/v2/health/live", produces = MediaType.APPLICATION_JSON_VALUE)
    Live live() {
        return new Live(true);
    }

    @GetMapping(path = "/v2/health/ready", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Ready> ready() {
        return answer(new Ready(isReady()));
    }

    @GetMapping(path = "/v2", produces = MediaType.APPLICATION_JSON_VALUE)
    Server server() {
        return new Server(
                "captioner",
                Objects.requireNonNullElse(
                        StatusController.class.getPackage().getImplementationVersion(), "unversioned"),
                List.of("binary_tensor_data"));
    }

    @GetMapping(
            path = {"/v2/models/{name}", "/v2/models/{name}/versions/{version}"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Model model(@PathVariable String name, @PathVariable(required = false) @Nullable String version) {
        try (CurrentModel.Lease lease = current.lease()) {
            ServedModel model = lease.model();
            requireModel(model, name, version);
            List<TensorType> inputs = new ArrayList<>(List.of(TensorType.IMAGE));
            if (model.captioner().canAnswer()) {
                inputs.add(TensorType.QUESTION);
            }
            List<TensorType> outputs = model.captioner().canAnswer() ? TensorType.OF_ANSWERS : TensorType.OF_CAPTIONS;
            return new Model(name, List.of(model.description().version()), "captioner", inputs, outputs);
        }
    }

    @GetMapping(
            path = {"/v2/models/{name}/ready", "/v2/models/{name}/versions/{version}/ready"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ModelReady> modelReady(
            @PathVariable String name, @PathVariable(required = false) @Nullable String version) {
        try (CurrentModel.Lease lease = current.lease()) {
            requireModel(lease.model(), name, version);
        }
        return answer(new ModelReady(name, isReady()));
    }

    private boolean isReady() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.status(isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }

    /**
     * Checks the name and version of a request against the model in service.
     *
     * @param version null for any
     * @throws ErrorResponseException when they differ
     */
    static void requireModel(ServedModel served, String name, @Nullable String version) {
        String known = served.description().name();
        if (!known.equals(name)) {
            throw Problem.NOT_FOUND.exception("expected the model '" + known + "', found " + Fields.quote(name));
        }
        if (version != null && !served.description().version().equals(version)) {
            throw Problem.NOT_FOUND.exception(
                    "expected version '" + served.description().version() + "' of the model '" + known + "', found "
                            + Fields.quote(version));
        }
    }
}
