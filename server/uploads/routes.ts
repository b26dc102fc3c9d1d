import { api } from '@/contract'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Download, Repeated, route, type App } from '../http/route'
import { deleteUnsentPhoto, findPhoto } from './queries'
import { seePhoto } from './see-photo'
import { uploadPhoto } from './upload-photo'

export function uploadRoutes(app: App, context: Context): void {
  route(app, context, api.uploadPhoto, async ({ body, caller, file, intent }) => {
    const photo = await uploadPhoto(context, caller, body.purpose, file, intent)
    return photo instanceof Repeated ? new Repeated({ photo: photo.reply }) : { photo }
  })
  route(
    app,
    context,
    api.getPhoto,
    async ({ caller, params, query }) => new Download(await seePhoto(context, caller, params.id, query.size)),
  )
  route(app, context, api.deletePhoto, async ({ caller, params }) => {
    if (await deleteUnsentPhoto(context.database, params.id, caller.workerId)) return undefined
    const row = await findPhoto(context.database, params.id)
    throw new Refusal(row?.worker_id === caller.workerId ? 'photo-sent' : 'not-found')
  })
}
