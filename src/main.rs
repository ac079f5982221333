//! The program: settings, log, server.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let config = latchkey::server::config::Config::load();
    latchkey::server::telemetry::start(&config);
    match latchkey::server::serve::run(config).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("latchkey: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
