import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** FLAVOUR,… FILE…: a line per broken rule, tabs between file's number, flavour, times, clause, test, message. */
public class Validate {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String name : args[0].split(",")) {
            var flavour = PDFAFlavour.byFlavourId(name);
            for (int i = 1; i < args.length; i++) {
                Map<String, Integer> broken = new LinkedHashMap<>();
                try (var file = new FileInputStream(args[i]);
                        var parser = foundry.createParser(file, flavour);
                        var validator = foundry.createValidator(flavour, false)) {
                    for (TestAssertion failed : validator.validate(parser).getTestAssertions()) {
                        var rule = failed.getRuleId();
                        var message = failed.getMessage().replaceAll("\\s+", " ");
                        broken.merge(rule.getClause() + "\t" + rule.getTestNumber() + "\t" + message, 1, Integer::sum);
                    }
                }
                var place = (i - 1) + "\t" + name + "\t";
                broken.forEach((rule, times) -> out.println(place + times + "\t" + rule));
            }
        }
    }
}
