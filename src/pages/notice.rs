//! What was done last: said once, on the page that follows.

use leptos::prelude::*;

use crate::{
    model::{PublicId, TakenBack},
    paths,
    server::{
        storage::DeviceRecord,
        web::{
            request,
            said::{Message, Said},
        },
    },
    t,
    texts::language,
};

/// Says what the form did that led here, and offers to take it back where that is possible.
#[component]
pub fn SaidNotice() -> impl IntoView {
    request::take_said().map(|Message { said, device }| {
        view! {
            <Suspense>
                {Suspend::new({
                    let device = device.clone();
                    async move {
                        let record = match &device {
                            Some(id) => find(id).await,
                            None => None,
                        };
                        let is_unnamed = record.as_ref().is_some_and(|record| record.given_name.is_none());
                        let name = record.map(|record| record.name());
                        let is_unnamed = said == Said::Recognised && is_unnamed;
                        let naming = device.clone().filter(|_| is_unnamed).map(|id| {
                            view! { <a class="button" href=paths::about(paths::RENAME, &id)>{t!("name-it")}</a> }
                        });
                        let undo = said.taken_back().zip(device).map(|(what, id)| view! { <Undo id what/> });
                        view! {
                            <section class="notice success">
                                <p role="status">{said.sentence(name.as_deref(), language())}</p>
                                {naming}
                                {undo}
                            </section>
                        }
                    }
                })}
            </Suspense>
        }
    })
}

/// A device of theirs; of nobody else's.
async fn find(id: &PublicId) -> Option<DeviceRecord> {
    let user = request::current().ok()?.session.user_id;
    request::state().storage.find_device_record(user, id).await.ok()?
}

#[component]
fn Undo(id: PublicId, what: TakenBack) -> impl IntoView {
    view! {
        <form method="post" action=paths::TAKE_BACK>
            <input type="hidden" name="device" value=id.to_string()/>
            <input type="hidden" name="what" value=what.as_str()/>
            <button class="button" type="submit">{t!("undo")}</button>
        </form>
    }
}
