import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/**
 * Answers one line for each line it reads: {"pattern": …, "event": …} gives true, false, or {"error": "…"} when the
 * pattern is not one that event-ruler accepts. Ends when its standard input ends.
 */
public final class EventRulerServer {
  /** Building a machine costs far more than asking it; a suite asks the same few patterns over and over. */
  private static final int CACHED_PATTERNS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Machine> MACHINES =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Machine> eldest) {
          return size() > CACHED_PATTERNS;
        }
      };

  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(line));
    }
  }

  private static String answer(String line) throws IOException {
    try {
      JsonNode question = JSON.readTree(line);
      Machine machine = machineFor(question.required("pattern").toString());
      return Boolean.toString(!machine.rulesForJSONEvent(question.required("event").toString()).isEmpty());
    } catch (Exception refused) {
      return JSON.writeValueAsString(Map.of("error", String.valueOf(refused.getMessage())));
    }
  }

  private static Machine machineFor(String pattern) throws IOException {
    Machine machine = MACHINES.get(pattern);
    if (machine == null) {
      machine = Machine.builder().build();
      machine.addRule("pattern", pattern);
      MACHINES.put(pattern, machine);
    }
    return machine;
  }
}
