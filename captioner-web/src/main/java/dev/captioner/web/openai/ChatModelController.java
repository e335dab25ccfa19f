package dev.captioner.web.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/models}: the model that a chat may name. */
@RestController
class ChatModelController {
    /** Unknown: the model folder has no creation time. */
    private static final long CREATED = 0;

    private final CurrentModel current;

    ChatModelController(CurrentModel current) {
        this.current = current;
    }

    /** The models in service; there is one. */
    record Models(String object, List<Model> data) {}

    /** A model, in OpenAI's names. */
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String owner) {
        static Model of(ServedModel model) {
            return new Model(model.description().name(), "model", CREATED, "captioner");
        }
    }

    @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    Models models() {
        try (CurrentModel.Lease lease = current.lease()) {
            return new Models("list", List.of(Model.of(lease.model())));
        }
    }

    @GetMapping(path = "/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    Model model(@PathVariable String name) {
        try (CurrentModel.Lease lease = current.lease()) {
            ChatRequest.requireModel(name, lease.model());
            return Model.of(lease.model());
        }
    }
}
