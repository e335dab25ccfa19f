package dev.captioner.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.model.training.Regularisation;
import dev.captioner.train.TrainingRecipe;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RecipeArgumentsTest {
    private static final Regularisation DIFFERENT = new Regularisation(0.1, 0.2, 0.3, 0.4, 0.05);

    @Command
    private static final class Holder {
        @Mixin
        private final RecipeArguments arguments = new RecipeArguments(TrainingRecipe.DEFAULT.with(DIFFERENT));
    }

    @Test
    void theFourDropoutRatesOfARecipeStayUnlessTheOptionIsGiven() {
        assertThat(parsed().regularisation()).isEqualTo(DIFFERENT);
        assertThat(parsed("--label-smoothing=0.5").regularisation())
                .isEqualTo(new Regularisation(0.1, 0.2, 0.3, 0.4, 0.5));
        assertThat(parsed("--dropout=0.6").regularisation()).isEqualTo(new Regularisation(0.6, 0.6, 0.6, 0.6, 0.05));
    }

    private static TrainingRecipe parsed(String... options) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(options);
        return holder.arguments.recipe();
    }
}
