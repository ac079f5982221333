//! What was done last: said once, on the page that follows.

use leptos::prelude::*;

use crate::{
    model::{PublicId, TakenBack},
    paths,
    server::web::{request, said::Message},
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
                        let name = match &device {
                            Some(id) => name_of(id).await,
                            None => None,
                        };
                        let undo = said.taken_back().zip(device).map(|(what, id)| view! { <Undo id what/> });
                        view! {
                            <section class="notice success">
                                <p role="status">{said.sentence(name.as_deref(), language())}</p>
                                {undo}
                            </section>
                        }
                    }
                })}
            </Suspense>
        }
    })
}

/// What the person calls a device of theirs; of nobody else's.
async fn name_of(id: &PublicId) -> Option<String> {
    let user = request::current().ok()?.session.user_id;
    let found = request::state().storage.find_device_record(user, id).await.ok()??;
    Some(found.name())
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
