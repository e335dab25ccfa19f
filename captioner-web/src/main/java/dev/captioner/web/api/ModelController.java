package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.text.Vocabulary;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /models}: the model in service and its published description. */
@RestController
class ModelController {
    private final CurrentModel current;

    ModelController(CurrentModel current) {
        this.current = current;
    }

    /** The models in service; there is one. */
    record Models(List<Summary> models) {}

    /**
     * Summary of a model.
     *
     * @param answers whether it answers questions
     */
    record Summary(String name, String version, boolean answers, String licence) {}

    /**
     * Description of a model.
     *
     * @param description as in {@code model.json}
     * @param card the model card, Markdown
     * @param vocabulary its words; only on request
     * @param answers its answer list; only on request, and if it answers questions
     */
    record Details(
            @JsonUnwrapped ModelDescription description,
            String card,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> vocabulary,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> answers) {}

    @GetMapping(path = "/models", produces = MediaType.APPLICATION_JSON_VALUE)
    Models models() {
        try (CurrentModel.Lease lease = current.lease()) {
            ModelDescription model = lease.model().description();
            return new Models(List.of(new Summary(
                    model.name(), model.version(), lease.model().captioner().canAnswer(), model.licence())));
        }
    }

    @GetMapping(path = "/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    Details model(@PathVariable String name, @RequestParam(defaultValue = "false") boolean vocabulary) {
        try (CurrentModel.Lease lease = current.lease()) {
            ServedModel model = lease.model();
            if (!model.description().name().equals(name)) {
                throw Problem.NOT_FOUND.exception(
                        "expected the model '" + model.description().name() + "', found " + Fields.quote(name));
            }
            return new Details(
                    model.description(),
                    model.card(),
                    vocabulary ? Optional.of(tokens(model.vocabulary())) : Optional.empty(),
                    vocabulary && !model.answers().isEmpty() ? Optional.of(model.answers()) : Optional.empty());
        }
    }

    private static List<String> tokens(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::token).toList();
    }
}
