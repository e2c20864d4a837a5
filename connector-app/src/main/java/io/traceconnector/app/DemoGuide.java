package io.traceconnector.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Tells a newcomer what was started and what to try. */
final class DemoGuide {

    private DemoGuide() {}

    /** @param keys where they are, for a person */
    static void print(PrintWriter out, EnvFile environment, Path directory, String keys) {
        out.printf(
                """

                A sandbox Trace holds %s links of several organisations; %s of them are for us. The connector has read
                them, checked hashes and signatures, opened their envelopes with the keys in %s, and indexed them.

                Try, in another terminal:

                  . %s/demo.env

                  # decrypted links, found by what is in them
                  curl -s -H "Authorization: Bearer $TOKEN" "$API/api/v1/search?q=weather+OR+livraison&limit=3"

                  # a link of your own: plain data here, encrypted for all participants and signed on Trace
                  curl -s -H "Authorization: Bearer $TOKEN" "$API/api/v1/traces" \\
                    -d '{"workflow":"'$WORKFLOW_ID'","action":"'$ACTION_KEY'","data":{"note":"hello"}}'

                  # GraphQL through the relay: Trace answers encrypted links, the connector hands them on opened
                  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$TRACE_URL/graphql" \\
                    -d '{"query":"query($id: BigInt!){workflowByRowId(rowId:$id){name links(first:2){nodes{linkHash raw data}}}}","variables":{"id":"'$WORKFLOW_ID'"}}'

                  # the same as Trace itself gives it: closed
                  curl -s -H "Authorization: Bearer $TOKEN" -H 'Connector-Raw: original' -H 'Content-Type: application/json' "$TRACE_URL/graphql" \\
                    -d '{"query":"query($id: BigInt!){workflowByRowId(rowId:$id){links(first:1){nodes{raw}}}}","variables":{"id":"'$WORKFLOW_ID'"}}'

                  # how it is doing
                  curl -s "$MANAGEMENT/readyz?verbose"
                  curl -s "$MANAGEMENT/metrics"

                Applications  %s     Management  %s
                Log           %s/connector.log

                Ctrl-C stops everything; the data stays in %s.
                """,
                environment.get("LINKS"),
                environment.get("LINKS_FOR_US"),
                keys,
                directory,
                environment.get("API"),
                environment.get("MANAGEMENT"),
                directory,
                directory);
        out.flush();
    }
}
